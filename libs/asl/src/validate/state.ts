import { checkChoiceState } from './choice-state.ts';
import { checkExpressions } from './expressions.ts';
import {
  checkAtMostOne,
  checkExactlyOne,
  checkedEntries,
  checkPath,
  checkPathOrIntrinsic,
  checkRequired,
  checkResultPath,
  checkString,
} from './field-checks.ts';
import {
  BRANCH_FIELDS,
  checkOtherLanguage,
  fieldsOf,
  PROCESSOR_FIELDS,
  REQUIRED_FIELDS,
  STATE_TYPES,
  type StateType,
} from './fields.ts';
import { isObject, type JsonObject } from './json.ts';
import { checkMapState, isDistributed } from './map-state.ts';
import { checkPayloadTemplate, looksLikePath, warnOfMissingDollar } from './payload-template.ts';
import { checkCatch, checkRetry } from './retry-catch.ts';
import { languageOf, type QueryLanguage, type Scope } from './scope.ts';
import { checkTaskState } from './task-state.ts';
import { checkAssign } from './variables.ts';
import { checkWaitState } from './wait-state.ts';

const TERMINAL: readonly StateType[] = ['Succeed', 'Fail', 'Choice'];

/** A machine inside a state, still to be checked: a branch of a Parallel state, or what a Map state does with each item. */
export interface InnerMachine {
  readonly machine: JsonObject;
  readonly allowed: ReadonlySet<string>;
  readonly location: string;
  /** Whether its states see the variables of those around them. */
  readonly seesVariables: boolean;
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
  const language = languageOf(state, scope.queryLanguage, location, diagnostics);
  checkRequired(state, REQUIRED_FIELDS[type], location, diagnostics);
  // For a state that may not be in its language, the fields of that language are not checked.
  if (scope.queryLanguage === 'JSONata' && language === 'JSONPath')
    diagnostics.schema(location, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  else checkOtherLanguage(state, language, fieldsOf(type), location, diagnostics);
  checkString(state, 'Comment', location, diagnostics);
  if (!TERMINAL.includes(type)) checkEnding(state, location, scope);
  if (language === 'JSONPath') checkPaths(state, type, location, scope);
  checkRetry(state, location, scope);
  checkCatch(state, language, location, scope);
  checkByType(state, type, language, location, scope);
  for (const [holder, at] of assigning(state, location)) checkAssign(holder, language, at, scope);
  if (language === 'JSONata') checkExpressions(state, type, location, scope);
  return innerMachines(state, type, location, scope);
}

function isStateType(value: unknown): value is StateType {
  return STATE_TYPES.includes(value as StateType);
}

function checkEnding(state: JsonObject, location: string, { diagnostics }: Scope): void {
  const { Next: next, End: end } = state;
  checkString(state, 'Next', location, diagnostics);
  if (end !== undefined && typeof end !== 'boolean')
    return diagnostics.schema(`${location}/End`, 'Expected value of type [BOOLEAN]');
  checkExactlyOne({ Next: next, End: end === true ? end : undefined }, ['Next', 'End'], location, diagnostics);
}

function checkPaths(state: JsonObject, type: StateType, location: string, scope: Scope): void {
  checkPath(state, 'InputPath', location, scope, true);
  checkPath(state, 'OutputPath', location, scope, true);
  checkResultPath(state, location, scope);
  for (const name of ['Parameters', 'ResultSelector']) {
    checkPayloadTemplate(state[name], `${location}/${name}`, scope);
    warnOfMissingDollar(state[name], `${location}/${name}`, scope);
  }
  if (type === 'Fail') {
    for (const name of ['Error', 'Cause']) {
      checkAtMostOne(state, [name, `${name}Path`], location, scope.diagnostics);
      checkString(state, name, location, scope.diagnostics);
      checkPathOrIntrinsic(state, `${name}Path`, location, scope);
      if (looksLikePath(state[name]))
        scope.diagnostics.warning(
          'NO_PATH',
          `${location}/${name}`,
          `The value for the field '${name}' looks like a JSONPath or an intrinsic function call, but the field's name does not end with 'Path'`,
        );
    }
  }
  if (type === 'Pass' && holdsDynamicMember(state['Result'])) {
    scope.diagnostics.warning(
      'PASS_RESULT_IS_STATIC',
      `${location}/Result`,
      'The result of a Pass state is static: a path in it is not evaluated; use Parameters',
    );
  }
}

function holdsDynamicMember(result: unknown): boolean {
  return isObject(result) && Object.keys(result).some((name) => name.endsWith('.$'));
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

/** Parts that may assign variables: the state, its Choice rules, its Catchers. */
function assigning(state: JsonObject, location: string): (readonly [JsonObject, string])[] {
  const found: (readonly [JsonObject, string])[] = [[state, location]];
  for (const field of ['Choices', 'Catch']) {
    const list = state[field];
    if (!Array.isArray(list)) continue;
    for (const [index, entry] of list.entries()) if (isObject(entry)) found.push([entry, `${location}/${field}[${index}]`]);
  }
  return found;
}

function innerMachines(state: JsonObject, type: StateType, location: string, { diagnostics }: Scope): readonly InnerMachine[] {
  const found: InnerMachine[] = [];
  const add = (machine: unknown, allowed: ReadonlySet<string>, at: string, seesVariables: boolean): void => {
    if (isObject(machine)) found.push({ machine, allowed, location: at, seesVariables });
    else diagnostics.schema(at, 'Expected value of type [OBJECT]');
  };
  if (type === 'Map') {
    for (const field of ['ItemProcessor', 'Iterator'])
      if (state[field] !== undefined) add(state[field], PROCESSOR_FIELDS, `${location}/${field}`, !isDistributed(state));
  }
  if (type === 'Parallel') {
    const branches = checkedEntries(state, 'Branches', location, diagnostics);
    for (const [index, branch] of branches.entries()) add(branch, BRANCH_FIELDS, `${location}/Branches[${index}]`, true);
  }
  return found;
}
