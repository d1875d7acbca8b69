import {
  choice,
  fail,
  mapState,
  parallel,
  pass,
  type State,
  type StateMachineDefinition,
  type States,
  stateMachine,
  succeed,
  task,
  wait,
} from '@stepmaker/asl';
import type { Json } from '@stepmaker/asl-interpreter';
import type { Draw } from './draw.ts';
import { anyJson, expression, intrinsic, path, referencePath } from './texts.ts';

/** Place of a state in the drawn definition, and its possible targets. */
interface Place {
  readonly language: 'JSONPath' | 'JSONata';
  /** The language of states that do not say theirs. */
  readonly outer: 'JSONPath' | 'JSONata';
  readonly depth: number;
  /** The names of the states it may go to: those behind it, or all where loops are allowed. */
  readonly targets: readonly string[];
  readonly next: string | undefined;
  readonly loops: boolean;
}

/** The fields of a state. What is drawn is not always right, so the builders cannot check their types. */
type Fields = Readonly<Record<string, unknown>>;

const build = { choice, fail, mapState, parallel, pass, succeed, task, wait } as unknown as Readonly<
  Record<'choice' | 'fail' | 'mapState' | 'parallel' | 'pass' | 'succeed' | 'task' | 'wait', (fields: Fields) => State>
>;

const ERRORS = ['States.ALL', 'States.TaskFailed', 'States.Timeout', 'Custom', 'States.Runtime', 'States.DataLimitExceeded'];
const RESOURCES = [
  'arn:aws:states:::lambda:invoke',
  'arn:aws:lambda:us-east-1:123456789012:function:f',
  'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  'arn:aws:states:us-east-1:123456789012:activity:a',
  'arn:aws:states:::aws-sdk:dynamodb:getItem',
  'arn:aws:states:::states:startExecution.sync:2',
];

/** Draws a state machine that is right in most of its places. */
export function machine(draw: Draw): StateMachineDefinition {
  const language = draw.of(['JSONPath', 'JSONata'] as const);
  return stateMachine({
    ...subMachine(draw, { outer: language, depth: 2, loops: draw.chance(0.02) }, 'S'),
    QueryLanguage: language,
    TimeoutSeconds: 1_000_000,
    ...draw.maybe(0.1, () => ({ Comment: 'drawn' })),
  });
}

function subMachine(
  draw: Draw,
  { outer, depth, loops }: Pick<Place, 'outer' | 'depth' | 'loops'>,
  prefix: string,
): { StartAt: string; States: States } {
  const names = Array.from({ length: 1 + draw.below(4) }, (_, i) => `${prefix}${i}`);
  const states = names.map((name, i): [string, State] => {
    const targets = loops ? names : names.slice(i + 1);
    const own = outer === 'JSONPath' && draw.chance(0.15) ? 'JSONata' : outer;
    const drawn = state(draw, { language: own, outer, depth, loops, targets, next: names[i + 1] }, name);
    return [name, own === outer ? drawn : ({ ...drawn, QueryLanguage: own } as State)];
  });
  return { StartAt: names[0] as string, States: Object.fromEntries(states) };
}

function state(draw: Draw, place: Place, name: string): State {
  const kind = draw.of(['pass', 'pass', 'task', 'task', 'choice', 'wait', 'parallel', 'map', 'end'] as const);
  switch (kind) {
    case 'pass':
      return build.pass(passFields(draw, place));
    case 'task':
      return build.task(taskFields(draw, place));
    case 'choice':
      return place.targets.length === 0 ? build.succeed(outputFields(draw, place)) : build.choice(choiceFields(draw, place));
    case 'wait':
      return build.wait({ ...common(draw, place), ...waitFields(draw, place), ...transition(draw, place) });
    case 'parallel':
      return place.depth === 0 ? build.pass(passFields(draw, place)) : build.parallel(parallelFields(draw, place, name));
    case 'map':
      return place.depth === 0 ? build.pass(passFields(draw, place)) : build.mapState(mapFields(draw, place, name));
    case 'end':
      return place.next === undefined || draw.chance(0.1) ? last(draw, place) : build.pass(passFields(draw, place));
  }
}

function last(draw: Draw, place: Place): State {
  if (draw.chance(0.6)) return build.succeed(outputFields(draw, place));
  const text = (): string => (place.language === 'JSONata' ? expression(draw) : 'said');
  if (place.language === 'JSONPath' && draw.chance(0.4)) return build.fail({ ErrorPath: path(draw), CausePath: intrinsic(draw) });
  return build.fail({
    ...draw.maybe(0.7, () => ({ Error: draw.of(['Custom', text()]) })),
    ...draw.maybe(0.5, () => ({ Cause: text() })),
  });
}

function transition(draw: Draw, { next, targets }: Place): Fields {
  if (next === undefined) return targets.length > 0 && draw.chance(0.5) ? { Next: draw.of(targets) } : { End: true };
  return draw.chance(0.05) ? { End: true } : { Next: draw.chance(0.8) ? next : draw.of(targets) };
}

/** A value of a payload template, with paths and calls or expressions in it. */
function template(draw: Draw, { language }: Place, depth = 2): Json {
  if (language === 'JSONata') {
    if (draw.chance(0.4)) return expression(draw);
    return depth === 0
      ? anyJson(draw, 1)
      : Object.fromEntries(draw.many(3, (i) => [`k${i}`, template(draw, { language } as Place, depth - 1)]));
  }
  const fields = draw.many(3, (i): [string, Json] =>
    draw.of([
      (): [string, Json] => [`k${i}.$`, path(draw)],
      (): [string, Json] => [`k${i}.$`, intrinsic(draw)],
      (): [string, Json] => [`k${i}`, depth === 0 ? anyJson(draw, 1) : template(draw, { language } as Place, depth - 1)],
    ])(),
  );
  return Object.fromEntries(fields);
}

function common(draw: Draw, place: Place): Fields {
  // A variable of an outer scope cannot be assigned to in an inner one.
  const variable = ['x', 'w', 'v'][place.depth] as string;
  const assign = draw.maybe(0.25, () => ({
    Assign:
      place.language === 'JSONata'
        ? { [variable]: template(draw, place, 1) }
        : draw.chance(0.7)
          ? { [`${variable}.$`]: path(draw) }
          : { [variable]: anyJson(draw) },
  }));
  if (place.language === 'JSONata') return { ...assign, ...draw.maybe(0.3, () => ({ Output: template(draw, place) })) };
  return {
    ...assign,
    ...draw.maybe(0.15, () => ({ InputPath: draw.of([path(draw), null, '$.a']) })),
    ...draw.maybe(0.15, () => ({ OutputPath: draw.of([path(draw), null, '$']) })),
  };
}

function outputFields(draw: Draw, place: Place): Fields {
  const { Assign: _, ...fields } = common(draw, place);
  return fields;
}

function resultFields(draw: Draw, { language }: Place): Fields {
  return language === 'JSONata' ? {} : draw.maybe(0.3, () => ({ ResultPath: draw.of([referencePath(draw), null]) }));
}

function passFields(draw: Draw, place: Place): Fields {
  const more =
    place.language === 'JSONata'
      ? {}
      : draw.of([() => ({}), () => ({ Result: anyJson(draw) }), () => ({ Parameters: template(draw, place) })])();
  return { ...common(draw, place), ...resultFields(draw, place), ...more, ...transition(draw, place) };
}

function handlers(draw: Draw, place: Place): Fields {
  const retry = draw.maybe(0.3, () => ({
    Retry: [
      {
        ErrorEquals: [draw.of(ERRORS)],
        ...draw.maybe(0.5, () => ({ MaxAttempts: draw.below(4) })),
        ...draw.maybe(0.3, () => ({ IntervalSeconds: 1 + draw.below(100), BackoffRate: draw.of([1, 1.5, 2]) })),
        ...draw.maybe(0.2, () => ({ MaxDelaySeconds: 1000, JitterStrategy: draw.of(['FULL', 'NONE']) })),
      },
    ],
  }));
  const catcher = draw.maybe(place.targets.length > 0 ? 0.4 : 0, () => ({
    Catch: [
      {
        ErrorEquals: [draw.of(ERRORS)],
        Next: draw.of(place.targets),
        ...(place.language === 'JSONata'
          ? draw.maybe(0.4, () => ({ Output: template(draw, place), Assign: { [`c${place.depth}`]: expression(draw) } }))
          : draw.maybe(0.4, () => ({ ResultPath: draw.of([referencePath(draw), null]) }))),
      },
    ],
  }));
  return { ...retry, ...catcher };
}

function selector(draw: Draw, place: Place): Fields {
  return place.language === 'JSONata' ? {} : draw.maybe(0.2, () => ({ ResultSelector: template(draw, place) }));
}

function taskFields(draw: Draw, place: Place): Fields {
  const Resource = draw.of(RESOURCES);
  const payload = (): Json => {
    if (!Resource.startsWith('arn:aws:states:::')) return template(draw, place);
    const values = {
      FunctionName: 'f',
      QueueUrl: 'https://sqs/q',
      TableName: 't',
      StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m',
    };
    if (place.language === 'JSONata') return { ...values, MessageBody: template(draw, place) };
    return Resource.endsWith('waitForTaskToken')
      ? { ...values, MessageBody: { 'token.$': '$$.Task.Token' } }
      : { ...values, Payload: template(draw, place) };
  };
  const needed = Resource.startsWith('arn:aws:states:::') || draw.chance(0.5);
  return {
    ...common(draw, place),
    ...resultFields(draw, place),
    ...selector(draw, place),
    ...handlers(draw, place),
    Resource,
    ...(needed ? { [place.language === 'JSONata' ? 'Arguments' : 'Parameters']: payload() } : {}),
    ...draw.maybe(0.3, () => ({
      TimeoutSeconds: 20 + draw.below(100),
      ...draw.maybe(0.5, () => ({ HeartbeatSeconds: 1 + draw.below(19) })),
    })),
    ...transition(draw, place),
  };
}

function choiceFields(draw: Draw, place: Place): Fields {
  const Choices = Array.from({ length: 1 + draw.below(3) }, () => ({
    ...(place.language === 'JSONata'
      ? { Condition: draw.of([expression(draw), '{% true %}', '{% false %}']) }
      : condition(draw, 2)),
    Next: draw.of(place.targets),
  }));
  const fields = { Choices, ...draw.maybe(0.8, () => ({ Default: place.next ?? draw.of(place.targets) })) };
  return { ...outputFields(draw, place), ...fields };
}

function condition(draw: Draw, depth: number): Fields {
  if (depth > 0 && draw.chance(0.3)) {
    if (draw.chance(0.3)) return { Not: condition(draw, depth - 1) };
    return { [draw.of(['And', 'Or'])]: [condition(draw, depth - 1), condition(draw, depth - 1)] };
  }
  const Variable = path(draw);
  const comparison = draw.of([
    () => ({ [`String${draw.of(['Equals', 'LessThan', 'GreaterThanEquals', 'Matches'])}`]: draw.of(['a', 'a*', '*\\**', '']) }),
    () => ({ [`Numeric${draw.of(['Equals', 'LessThan', 'GreaterThan'])}`]: draw.below(5) }),
    () => ({ [`Numeric${draw.of(['Equals', 'LessThanEquals'])}Path`]: path(draw) }),
    () => ({ BooleanEquals: draw.chance(0.5) }),
    () => ({ TimestampLessThan: '2026-01-02T03:04:05Z' }),
    () => ({ [draw.of(['IsNull', 'IsPresent', 'IsNumeric', 'IsString', 'IsBoolean', 'IsTimestamp'])]: draw.chance(0.5) }),
  ])();
  return { Variable, ...comparison };
}

function waitFields(draw: Draw, { language }: Place): Fields {
  if (language === 'JSONata')
    return draw.of([
      () => ({ Seconds: expression(draw) }),
      () => ({ Seconds: draw.below(1000) }),
      () => ({ Timestamp: expression(draw) }),
    ])();
  return draw.of([
    () => ({ Seconds: draw.below(1000) }),
    () => ({ SecondsPath: path(draw) }),
    () => ({ Timestamp: '2026-03-14T01:59:00Z' }),
    () => ({ TimestampPath: path(draw) }),
  ])();
}

function parallelFields(draw: Draw, place: Place, name: string): Fields {
  const inner = { ...place, depth: place.depth - 1 };
  return {
    ...common(draw, place),
    ...resultFields(draw, place),
    ...selector(draw, place),
    ...handlers(draw, place),
    Branches: Array.from({ length: 1 + draw.below(3) }, (_, i) => subMachine(draw, inner, `${name}B${i}`)),
    ...transition(draw, place),
  };
}

function mapFields(draw: Draw, place: Place, name: string): Fields {
  const distributed = draw.chance(0.3);
  const executionType = draw.of(['STANDARD', 'EXPRESS'] as const);
  // An Express child that loops has no number of events to end it.
  const inner = { ...place, depth: place.depth - 1, loops: place.loops && !(distributed && executionType === 'EXPRESS') };
  const source =
    place.language === 'JSONata'
      ? draw.maybe(0.7, () => ({ Items: draw.of<unknown>([expression(draw), [1, 2, { a: 1 }], '{% [1..5] %}']) }))
      : draw.maybe(0.7, () => ({ ItemsPath: draw.of([path(draw), '$.items', '$.items']) }));
  const selected =
    place.language === 'JSONata'
      ? draw.maybe(0.2, () => ({ ItemSelector: template(draw, place) }))
      : draw.maybe(0.2, () => ({ ItemSelector: { 'v.$': '$$.Map.Item.Value', ...(template(draw, place, 1) as Fields) } }));
  const onlyDistributed = distributed
    ? {
        Label: name,
        ...draw.maybe(0.3, () => ({ ItemBatcher: { MaxItemsPerBatch: 1 + draw.below(3) } })),
        ...draw.maybe(0.3, () => ({ ToleratedFailurePercentage: draw.below(101) })),
        ...draw.maybe(0.3, () => ({ ToleratedFailureCount: draw.below(4) })),
        ...draw.maybe(0.3, () => ({
          ItemReader: {
            Resource: 'arn:aws:states:::s3:getObject',
            ReaderConfig: { InputType: 'JSON' },
            [place.language === 'JSONata' ? 'Arguments' : 'Parameters']: { Bucket: 'bucket', Key: 'key' },
          },
        })),
      }
    : {};
  return {
    ...common(draw, place),
    ...resultFields(draw, place),
    ...selector(draw, place),
    ...handlers(draw, place),
    ...source,
    ...selected,
    ...onlyDistributed,
    ...draw.maybe(0.4, () => ({ MaxConcurrency: draw.below(4) })),
    ItemProcessor: {
      ...(distributed ? { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: executionType } } : {}),
      ...subMachine(draw, inner, `${name}M`),
    },
    ...transition(draw, place),
  };
}

/** Puts something else in one place of a definition. */
export function mutated(draw: Draw, definition: Json): Json {
  const copy = JSON.parse(JSON.stringify(definition)) as Json;
  const places: { readonly holder: Record<string, Json>; readonly name: string }[] = [];
  const walk = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const name of Object.keys(value)) {
      const holder = value as Record<string, Json>;
      places.push({ holder, name });
      walk(holder[name] as Json);
    }
  };
  walk(copy);
  if (places.length === 0) return anyJson(draw);
  const { holder, name } = draw.of(places);
  const other = draw.of(places);
  switch (draw.below(4)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(name), 1);
      else delete holder[name];
      break;
    case 1:
      holder[name] = anyJson(draw);
      break;
    case 2:
      holder[name] = JSON.parse(JSON.stringify(other.holder[other.name] ?? null)) as Json;
      break;
    default:
      holder[Array.isArray(holder) ? name : other.name] = anyJson(draw, 1);
  }
  return copy;
}
