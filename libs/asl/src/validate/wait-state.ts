import { checkExactlyOne, checkNumber, checkPath } from './field-checks.ts';
import { isJsonata, type JsonObject } from './json.ts';
import type { QueryLanguage, Scope } from './scope.ts';

const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const MOST_SECONDS = 99_999_999;

/** True for an RFC 3339 timestamp with an upper-case `T` and a zone. */
function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (match === null) return false;
  const [, , month, day, hour, minute, second] = match.map(Number) as [number, number, number, number, number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 60;
}

/** Checks a Wait state: how long, in exactly one of its four ways. */
export function checkWaitState(state: JsonObject, language: QueryLanguage, location: string, { diagnostics }: Scope): void {
  const ways = language === 'JSONata' ? ['Seconds', 'Timestamp'] : ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'];
  checkExactlyOne(state, ways, location, diagnostics);
  const jsonata = language === 'JSONata';
  checkNumber(state, 'Seconds', { min: 0, max: MOST_SECONDS, integer: true, jsonata }, location, diagnostics);
  const timestamp = state['Timestamp'];
  if (
    timestamp !== undefined &&
    !(jsonata && isJsonata(timestamp)) &&
    !(typeof timestamp === 'string' && isTimestamp(timestamp))
  ) {
    diagnostics.schema(`${location}/Timestamp`, 'String does not match RFC3339 timestamp');
  }
  if (!jsonata) {
    checkPath(state, 'SecondsPath', location, diagnostics);
    checkPath(state, 'TimestampPath', location, diagnostics);
  }
}
