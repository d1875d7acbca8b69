import { isJsonata } from '../language/jsonata.ts';
import { checkExactlyOne, checkNumber, checkPath } from './field-checks.ts';
import type { JsonObject } from './json.ts';
import type { QueryLanguage, Scope } from './scope.ts';

const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
const MAX_SECONDS = 99_999_999;

/** True for an RFC 3339 timestamp with an upper-case `T` and a zone, of a day and a time that there are. */
export function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (match === null) return false;
  const [, year, month, day, hour, minute, second] = match.map(Number) as [number, ...number[]] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const daysInMonth = month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth && hour <= 23 && minute <= 59 && second <= 59;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Checks a Wait state: how long, in exactly one of its four ways. */
export function checkWaitState(state: JsonObject, language: QueryLanguage, location: string, scope: Scope): void {
  const { diagnostics } = scope;
  const jsonata = language === 'JSONata';
  const ways = jsonata ? ['Seconds', 'Timestamp'] : ['SecondsPath', 'Seconds', 'TimestampPath', 'Timestamp'];
  checkExactlyOne(state, ways, location, diagnostics);
  checkNumber(state, 'Seconds', { min: 0, max: MAX_SECONDS, jsonata }, location, diagnostics);
  checkTimestamp(state['Timestamp'], jsonata, `${location}/Timestamp`, scope);
  if (jsonata) return;
  checkPath(state, 'SecondsPath', location, scope);
  checkPath(state, 'TimestampPath', location, scope);
}

function checkTimestamp(value: unknown, jsonata: boolean, at: string, { diagnostics }: Scope): void {
  if (value === undefined || (jsonata && isJsonata(value))) return;
  if (typeof value !== 'string') diagnostics.schema(at, 'Expected value of type [STRING]');
  else if (!isTimestamp(value)) diagnostics.schema(at, 'String does not match RFC3339 timestamp');
}
