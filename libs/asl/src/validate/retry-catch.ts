import {
  checkedEntries,
  checkKnown,
  checkNumber,
  checkOneOf,
  checkRequired,
  checkResultPath,
  checkString,
} from './field-checks.ts';
import { checkOtherLanguage } from './fields.ts';
import { isObject, type JsonObject } from './json.ts';
import type { QueryLanguage, Scope } from './scope.ts';

const RETRY_FIELDS = new Set([
  'Comment',
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
]);
const CATCH_FIELDS: Readonly<Record<QueryLanguage, ReadonlySet<string>>> = {
  JSONPath: new Set(['Comment', 'ErrorEquals', 'Next', 'ResultPath', 'Assign']),
  JSONata: new Set(['Comment', 'ErrorEquals', 'Next', 'Output', 'Assign']),
};
const MAX_COUNT = 99_999_999;

/** Checks a state's `Retry`. */
export function checkRetry(state: JsonObject, location: string, { diagnostics }: Scope): void {
  for (const [retrier, at] of entriesOf(state, 'Retry', location, diagnostics)) {
    checkKnown(retrier, RETRY_FIELDS, at, diagnostics);
    checkNumber(retrier, 'IntervalSeconds', { min: 0, max: MAX_COUNT }, at, diagnostics);
    checkNumber(retrier, 'MaxAttempts', { min: 0, max: MAX_COUNT }, at, diagnostics);
    checkNumber(retrier, 'BackoffRate', { min: 1, max: Number.MAX_VALUE, integer: false }, at, diagnostics);
    checkNumber(retrier, 'MaxDelaySeconds', { min: 1, max: 31_622_400 }, at, diagnostics);
    checkOneOf(retrier, 'JitterStrategy', ['NONE', 'FULL'], at, diagnostics);
    const { MaxDelaySeconds: delay, IntervalSeconds: interval } = retrier;
    if (typeof delay === 'number' && typeof interval === 'number' && delay <= interval) {
      diagnostics.schema(`${at}/MaxDelaySeconds`, 'MaxDelaySeconds must be greater than IntervalSeconds');
    }
  }
}

/** Checks a state's `Catch`; where it leads is checked with the other transitions, its expressions with all others. */
export function checkCatch(state: JsonObject, language: QueryLanguage, location: string, scope: Scope): void {
  const { diagnostics } = scope;
  for (const [catcher, at] of entriesOf(state, 'Catch', location, diagnostics)) {
    checkOtherLanguage(catcher, language, CATCH_FIELDS, at, diagnostics);
    checkRequired(catcher, ['Next'], at, diagnostics);
    checkString(catcher, 'Next', at, diagnostics);
    if (language === 'JSONPath') checkResultPath(catcher, at, scope);
  }
}

function entriesOf(
  state: JsonObject,
  field: 'Retry' | 'Catch',
  location: string,
  diagnostics: Scope['diagnostics'],
): [JsonObject, string][] {
  const list = state[field];
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    diagnostics.schema(`${location}/${field}`, 'Expected value of type [ARRAY]');
    return [];
  }
  const entries: [JsonObject, string][] = [];
  for (const [index, entry] of list.entries()) {
    const at = `${location}/${field}[${index}]`;
    if (!isObject(entry)) {
      diagnostics.schema(at, 'Expected value of type [OBJECT]');
      continue;
    }
    checkErrorEquals(entry, at, index === list.length - 1, diagnostics);
    entries.push([entry, at]);
  }
  return entries;
}

/** `States.ALL` catches everything, so it must stand alone and come last. */
function checkErrorEquals(entry: JsonObject, at: string, last: boolean, diagnostics: Scope['diagnostics']): void {
  checkRequired(entry, ['ErrorEquals'], at, diagnostics);
  const names = checkedEntries(entry, 'ErrorEquals', at, diagnostics);
  for (const [index, name] of names.entries())
    if (typeof name !== 'string') diagnostics.schema(`${at}/ErrorEquals[${index}]`, 'Expected value of type [STRING]');
  if (names.includes('States.ALL') && (names.length > 1 || !last))
    diagnostics.schema(`${at}/ErrorEquals`, 'States.ALL must appear alone and at end of list');
}
