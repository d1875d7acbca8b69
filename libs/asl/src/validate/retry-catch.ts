import { checkKnown, checkNumber, checkReferencePath, checkRequired } from './field-checks.ts';
import { isObject, type JsonObject } from './json.ts';
import { checkPayloadTemplate } from './payload-template.ts';
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
const MOST = 99_999_999;

/** Checks a state's `Retry`. */
export function checkRetry(state: JsonObject, location: string, { diagnostics }: Scope): void {
  for (const [retrier, at] of entriesOf(state, 'Retry', location, diagnostics)) {
    checkKnown(retrier, RETRY_FIELDS, at, diagnostics);
    checkNumber(retrier, 'IntervalSeconds', { min: 1, max: MOST, integer: true }, at, diagnostics);
    checkNumber(retrier, 'MaxAttempts', { min: 0, max: MOST, integer: true }, at, diagnostics);
    checkNumber(retrier, 'BackoffRate', { min: 1, max: Number.MAX_VALUE }, at, diagnostics);
    checkNumber(retrier, 'MaxDelaySeconds', { min: 1, max: 31_622_400, integer: true }, at, diagnostics);
    const { JitterStrategy: jitter, MaxDelaySeconds: delay, IntervalSeconds: interval } = retrier;
    if (jitter !== undefined && jitter !== 'FULL' && jitter !== 'NONE') {
      diagnostics.schema(`${at}/JitterStrategy`, "The field 'JitterStrategy' should have one of these values: [FULL, NONE]");
    }
    if (typeof delay === 'number' && typeof interval === 'number' && delay <= interval) {
      diagnostics.schema(`${at}/MaxDelaySeconds`, 'MaxDelaySeconds must be greater than IntervalSeconds');
    }
  }
}

/** Checks a state's `Catch`; where it leads is checked with the other transitions. */
export function checkCatch(state: JsonObject, language: QueryLanguage, location: string, { diagnostics }: Scope): void {
  for (const [catcher, at] of entriesOf(state, 'Catch', location, diagnostics)) {
    checkKnown(catcher, CATCH_FIELDS[language], at, diagnostics);
    checkRequired(catcher, ['Next'], at, diagnostics);
    if (language === 'JSONPath') {
      checkReferencePath(catcher, 'ResultPath', at, diagnostics, true);
      checkPayloadTemplate(catcher['Assign'], `${at}/Assign`, diagnostics);
    }
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
    diagnostics.schema(`${location}/${field}`, 'Expected value of type Array');
    return [];
  }
  const entries: [JsonObject, string][] = [];
  for (const [index, entry] of list.entries()) {
    const at = `${location}/${field}[${index}]`;
    if (!isObject(entry)) {
      diagnostics.schema(at, 'Expected value of type Object');
      continue;
    }
    checkErrorEquals(entry, at, index === list.length - 1, diagnostics);
    entries.push([entry, at]);
  }
  return entries;
}

/** `States.ALL` catches everything, so it must stand alone and come last. */
function checkErrorEquals(entry: JsonObject, at: string, last: boolean, diagnostics: Scope['diagnostics']): void {
  const names = entry['ErrorEquals'];
  if (names === undefined) return diagnostics.schema(at, 'These fields are required: [ErrorEquals]');
  if (!Array.isArray(names) || names.length === 0 || names.some((name) => typeof name !== 'string')) {
    return diagnostics.schema(`${at}/ErrorEquals`, 'Expected a non-empty array of error names');
  }
  if (!names.includes('States.ALL')) return;
  if (names.length > 1) diagnostics.schema(`${at}/ErrorEquals`, 'States.ALL must appear alone');
  if (!last) diagnostics.schema(at, 'States.ALL must be the last one');
}
