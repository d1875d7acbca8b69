import { checkChoiceState } from './choice-state.ts';
import {
  checkAtMostOne,
  checkKnown,
  checkPath,
  checkPathOrIntrinsic,
  checkReferencePath,
  checkRequired,
  checkString,
} from './field-checks.ts';
import { allowedFields, PROCESSOR_FIELDS, REQUIRED_FIELDS, STATE_TYPES, type StateType } from './fields.ts';
import { isObject, type JsonObject } from './json.ts';
import { checkMapState } from './map-state.ts';
import { checkPayloadTemplate, warnOfMissingDollar } from './payload-template.ts';
import { checkCatch, checkRetry } from './retry-catch.ts';
import { languageOf, type QueryLanguage, type Scope } from './scope.ts';
import { checkTaskState } from './task-state.ts';
import { checkWaitState } from './wait-state.ts';

const BRANCH_FIELDS = new Set(['Comment', 'StartAt', 'States', 'QueryLanguage']);
const TERMINAL: readonly StateType[] = ['Succeed', 'Fail', 'Choice'];

/** A machine inside a state, still to be checked: a branch of a Parallel state, or what a Map state does with each item. */
export interface InnerMachine {
  readonly machine: JsonObject;
  readonly allowed: ReadonlySet<string>;
  readonly location: string;
  readonly scope: Scope;
}

/** Checks one state, and gives the machines inside it. */
export function checkState(state: JsonObject, location: string, scope: Scope): readonly InnerMachine[] {
  const { diagnostics } = scope;
  const type = state['Type'];
  if (type === undefined) {
    checkRequired(state, ['Type'], location, diagnostics);
    return [];
  }
  if (!isStateType(type)) {
    diagnostics.schema(`${location}/Type`, `The field 'Type' should have one of these values: [${STATE_TYPES.join(', ')}]`);
    return [];
  }
  const language = languageOf(state, scope.queryLanguage, location, scope);
  checkKnown(state, allowedFields(language, type), location, diagnostics);
  checkRequired(state, REQUIRED_FIELDS[type], location, diagnostics);
  checkString(state, 'Comment', location, diagnostics);
  if (!TERMINAL.includes(type)) checkEnding(state, location, scope);
  if (language === 'JSONPath') checkPaths(state, type, location, scope);
  checkRetry(state, location, scope);
  checkCatch(state, language, location, scope);
  checkByType(state, type, language, location, scope);
  return innerMachines(state, type, location, scope);
}

function isStateType(value: unknown): value is StateType {
  return STATE_TYPES.includes(value as StateType);
}

function checkEnding({ Next: next, End: end }: JsonObject, location: string, { diagnostics }: Scope): void {
  if (next === undefined && end === undefined)
    diagnostics.schema(location, 'Exactly one of these fields is required: [Next, End]');
  else if (next !== undefined && end === true) diagnostics.schema(location, 'Only one of these fields is allowed: [Next, End]');
  else if (end !== undefined && typeof end !== 'boolean') diagnostics.schema(`${location}/End`, 'Expected value of type Boolean');
}

function checkPaths(state: JsonObject, type: StateType, location: string, { diagnostics }: Scope): void {
  checkPath(state, 'InputPath', location, diagnostics, true);
  checkPath(state, 'OutputPath', location, diagnostics, true);
  checkReferencePath(state, 'ResultPath', location, diagnostics, true);
  for (const name of ['Parameters', 'ResultSelector', 'Assign']) {
    checkPayloadTemplate(state[name], `${location}/${name}`, diagnostics);
    warnOfMissingDollar(state[name], `${location}/${name}`, diagnostics);
  }
  if (type === 'Fail') {
    for (const name of ['Error', 'Cause']) {
      checkAtMostOne(state, [name, `${name}Path`], location, diagnostics);
      checkPathOrIntrinsic(state, `${name}Path`, location, diagnostics);
    }
  }
  if (type === 'Pass' && isObject(state['Result']) && Object.keys(state['Result']).some((name) => name.endsWith('.$'))) {
    diagnostics.warning(
      'PASS_RESULT_IS_STATIC',
      `${location}/Result`,
      'The result of a Pass state is static: a path in it is not evaluated; use Parameters',
    );
  }
}

function checkByType(state: JsonObject, type: StateType, language: QueryLanguage, location: string, scope: Scope): void {
  switch (type) {
    case 'Task':
      return checkTaskState(state, language, location, scope);
    case 'Wait':
      return checkWaitState(state, language, location, scope);
    case 'Choice':
      return checkChoiceState(state, language, location, scope);
    case 'Map':
      return checkMapState(state, language, location, scope);
    case 'Parallel':
    case 'Pass':
    case 'Succeed':
    case 'Fail':
      return;
  }
}

function innerMachines(state: JsonObject, type: StateType, location: string, scope: Scope): readonly InnerMachine[] {
  const inner = (machine: unknown, allowed: ReadonlySet<string>, at: string): InnerMachine[] => {
    // States inside take the whole machine's language, not that of the state around them.
    if (isObject(machine))
      return [
        {
          machine,
          allowed,
          location: at,
          scope: { ...scope, queryLanguage: languageOf(machine, scope.queryLanguage, at, scope) },
        },
      ];
    if (machine !== undefined) scope.diagnostics.schema(at, 'Expected value of type Object');
    return [];
  };
  if (type === 'Map')
    return ['ItemProcessor', 'Iterator'].flatMap((field) => inner(state[field], PROCESSOR_FIELDS, `${location}/${field}`));
  const { Branches: branches } = state;
  if (type !== 'Parallel' || branches === undefined) return [];
  if (Array.isArray(branches) && branches.length > 0)
    return branches.flatMap((branch, index) => inner(branch, BRANCH_FIELDS, `${location}/Branches[${index}]`));
  scope.diagnostics.schema(`${location}/Branches`, 'Expected a non-empty array of branches');
  return [];
}
