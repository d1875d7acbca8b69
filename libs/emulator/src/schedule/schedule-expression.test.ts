import { describe, expect, it } from 'vitest';
import { nextTime, parseSchedule } from './schedule-expression.ts';

const next = (text: string, after: string, zone = 'UTC', origin = after): string | undefined => {
  const expression = parseSchedule(text, zone);
  if (expression === undefined) throw new Error(`${text} is none`);
  const at = nextTime(expression, { after: Date.parse(after), origin: Date.parse(origin), zone });
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 16);
};

describe('a schedule', () => {
  it.each([
    ['rate(5 minutes)', '2026-01-01T00:07:00Z', 'UTC', '2026-01-01T00:00:00Z', '2026-01-01T00:10'],
    ['rate(1 day)', '2026-01-01T00:00:00Z', 'UTC', '2026-01-01T00:00:00Z', '2026-01-02T00:00'],
    ['cron(0 3 ? * MON *)', '2026-01-01T00:00:00Z', 'UTC', undefined, '2026-01-05T03:00'],
    ['cron(0 3 ? * MON *)', '2026-01-05T03:00:00Z', 'UTC', undefined, '2026-01-12T03:00'],
    ['cron(0 3 * * ? *)', '2026-07-01T00:00:00Z', 'Europe/Berlin', undefined, '2026-07-01T01:00'],
    // At half past two on that day no clock of Berlin shows the time.
    ['cron(30 2 * * ? *)', '2026-03-28T12:00:00Z', 'Europe/Berlin', undefined, '2026-03-30T00:30'],
    ['cron(0/15 9-17 ? * 2-6 *)', '2026-01-02T17:45:00Z', 'UTC', undefined, '2026-01-05T09:00'],
    ['cron(0 0 L * ? *)', '2026-02-01T00:00:00Z', 'UTC', undefined, '2026-02-28T00:00'],
    ['cron(0 0 1W * ? *)', '2026-07-31T12:00:00Z', 'UTC', undefined, '2026-08-03T00:00'],
    ['cron(0 0 ? * 6L *)', '2026-01-01T00:00:00Z', 'UTC', undefined, '2026-01-30T00:00'],
    ['cron(0 0 ? * 3#2 *)', '2026-01-01T00:00:00Z', 'UTC', undefined, '2026-01-13T00:00'],
    ['cron(0 0 29 2 ? *)', '2026-01-01T00:00:00Z', 'UTC', undefined, '2028-02-29T00:00'],
    ['cron(0 0 1 1 ? 2025)', '2026-01-01T00:00:00Z', 'UTC', undefined, undefined],
    ['at(2026-06-01T12:00:00)', '2026-01-01T00:00:00Z', 'America/New_York', undefined, '2026-06-01T16:00'],
  ])('%s after %s in %s', (text, after, zone, origin, expected) => {
    expect(next(text, after, zone, origin)).toBe(expected);
  });

  it.each([
    'daily',
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(0 days)',
    'cron(0 3 * * * *)',
    'cron(0 3 ? * ? *)',
    'cron(60 3 * * ? *)',
    'cron(0 3 * * ?)',
    'at(2026-06-01 12:00)',
  ])('%s is none', (text) => {
    expect(parseSchedule(text)).toBeUndefined();
  });
});
