import { AwsError } from '../../core/aws-error.ts';
import type { AlarmState } from './alarm-store.ts';

const TOKEN =
  /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]+)"|'([^']+)'|([^\s()"']+))\s*\)|(AND|OR|NOT|TRUE|FALSE|\(|\)))/gy;

type Rule = (stateOf: (alarm: string) => AlarmState) => boolean;

/** The rule of a composite alarm, and the alarms it names. */
export interface CompositeRule {
  readonly holds: Rule;
  /** Names or ARNs. */
  readonly alarms: readonly string[];
}

/**
 * Reads an alarm rule: `ALARM("a") AND NOT OK(b)`.
 *
 * @throws AwsError `ValidationError`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function parseCompositeRule(text: string): CompositeRule {
  const tokens = [...text.matchAll(TOKEN)];
  const length = tokens.reduce((sum, [whole]) => sum + whole.length, 0);
  if (tokens.length === 0 || text.slice(length).trim() !== '') throw invalid(text);
  const alarms: string[] = [];
  let at = 0;
  const word = (): string | undefined => tokens[at]?.[5];
  const primary = (): Rule => {
    const [, state, double, single, bare, token] = tokens[at] ?? [];
    at += 1;
    if (state !== undefined) {
      const alarm = (double ?? single ?? bare) as string;
      alarms.push(alarm);
      return (stateOf) => stateOf(alarm) === state;
    }
    if (token === 'TRUE') return () => true;
    if (token === 'FALSE') return () => false;
    if (token === 'NOT') {
      const inner = primary();
      return (stateOf) => !inner(stateOf);
    }
    if (token !== '(') throw invalid(text);
    const inner = either();
    if (word() !== ')') throw invalid(text);
    at += 1;
    return inner;
  };
  const both = (): Rule => {
    let left = primary();
    while (word() === 'AND') {
      at += 1;
      const [one, other] = [left, primary()];
      left = (stateOf) => one(stateOf) && other(stateOf);
    }
    return left;
  };
  const either = (): Rule => {
    let left = both();
    while (word() === 'OR') {
      at += 1;
      const [one, other] = [left, both()];
      left = (stateOf) => one(stateOf) || other(stateOf);
    }
    return left;
  };
  const holds = either();
  if (at !== tokens.length) throw invalid(text);
  return { holds, alarms };
}

function invalid(rule: string): AwsError {
  return new AwsError({ code: 'ValidationError', message: `AlarmRule is not valid: ${rule}` });
}
