import type { Json } from '../json.ts';
import { parseChoiceRules } from './parse-choice.ts';
import { parseMap } from './parse-map.ts';
import { Reader } from './reader.ts';
import { parseResourceName } from './resource-name.ts';
import type { Catcher, FieldSource, MachineNode, ResultCommon, Retrier, StateCommon, StateNode, WaitNode } from './state-node.ts';

/** Reads one state. `parseMachine` reads what has separate states: branches and processors. */
export function parseState(
  name: string,
  value: Json,
  pointer: string,
  machineLanguage: 'JSONPath' | 'JSONata',
  parseMachine: (value: Json | undefined, pointer: string) => MachineNode,
): StateNode {
  const language = new Reader(value, pointer, machineLanguage).declaredLanguage();
  const state = new Reader(value, pointer, language);
  const common: StateCommon = {
    name,
    pointer,
    language,
    next: state.optionalText('Next'),
    inputPath: state.path('InputPath'),
    outputPath: state.path('OutputPath'),
    output: state.jsonata('Output'),
    assign: state.assign(),
  };
  const type = state.text('Type');
  switch (type) {
    case 'Pass': {
      const result = state.object['Result'];
      return {
        ...common,
        type,
        result: result === undefined || language === 'JSONata' ? undefined : { value: result },
        parameters: state.payload('Parameters'),
        resultPath: state.referencePath('ResultPath'),
      };
    }
    case 'Task': {
      const resource = parseResourceName(state.text('Resource'));
      if (resource === undefined) throw state.wrong('Resource', 'is not the ARN of a function, an activity or an integration');
      return {
        ...resultCommon(state, common),
        type,
        resource,
        timeoutSeconds: state.source('TimeoutSeconds'),
        heartbeatSeconds: state.source('HeartbeatSeconds'),
        credentials: state.template('Credentials'),
      };
    }
    case 'Choice':
      return { ...common, type, rules: parseChoiceRules(state), default: state.optionalText('Default') };
    case 'Wait':
      return { ...common, type, ...parseWait(state) };
    case 'Succeed':
      return { ...common, type };
    case 'Fail':
      return { ...common, type, error: state.source('Error'), cause: state.source('Cause') };
    case 'Parallel':
      return {
        ...resultCommon(state, common),
        type,
        branches: state.list('Branches').map((branch, i) => parseMachine(branch, `${pointer}/Branches/${i}`)),
      };
    case 'Map':
      return parseMap(state, resultCommon(state, common), parseMachine);
    default:
      throw state.wrong('Type', `unknown type of state '${type}'`);
  }
}

function resultCommon(state: Reader, common: StateCommon): ResultCommon {
  return {
    ...common,
    parameters: state.payload('Parameters'),
    arguments: state.jsonata('Arguments'),
    resultSelector: state.payload('ResultSelector'),
    resultPath: state.referencePath('ResultPath'),
    retry: state.list('Retry').map((value, i) => parseRetrier(new Reader(value, `${state.pointer}/Retry/${i}`, state.language))),
    catch: state
      .list('Catch')
      .map((value, i) => parseCatcher(new Reader(value, `${state.pointer}/Catch/${i}`, state.language), i)),
  };
}

function parseRetrier(retrier: Reader): Retrier {
  return {
    errorEquals: retrier.texts('ErrorEquals'),
    intervalSeconds: retrier.number('IntervalSeconds', 1),
    maxAttempts: retrier.number('MaxAttempts', 3),
    backoffRate: retrier.number('BackoffRate', 2),
    maxDelaySeconds: retrier.has('MaxDelaySeconds') ? retrier.number('MaxDelaySeconds', 0) : undefined,
    fullJitter: retrier.optionalText('JitterStrategy') === 'FULL',
  };
}

function parseCatcher(catcher: Reader, index: number): Catcher {
  return {
    errorEquals: catcher.texts('ErrorEquals'),
    next: catcher.text('Next'),
    resultPath: catcher.referencePath('ResultPath'),
    output: catcher.jsonata('Output', `Catch[${index}]/Output`),
    assign: catcher.assign(`Catch[${index}]/Assign`),
  };
}

function parseWait(state: Reader): Pick<WaitNode, 'kind' | 'until'> {
  for (const kind of ['Seconds', 'Timestamp'] as const) {
    const until: FieldSource | undefined = state.source(kind);
    if (until !== undefined) return { kind, until };
  }
  throw state.wrong('', 'expected one of Seconds, SecondsPath, Timestamp, TimestampPath');
}
