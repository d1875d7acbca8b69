import { type Cron, nextOfCron, parseCron } from './cron.ts';
import { momentOf } from './time-zone.ts';

/** Times of a schedule. */
export type ScheduleExpression =
  | { readonly kind: 'rate'; readonly millis: number }
  | { readonly kind: 'cron'; readonly cron: Cron }
  | { readonly kind: 'at'; readonly moment: number };

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(5 minutes)`, `cron(0 3 ? * MON *)` or `at(2026-11-25T12:00:00)`; undefined where it is none of them.
 *
 * @param zone the time zone of `at`
 */
export function parseSchedule(text: string, zone: string = 'UTC'): ScheduleExpression | undefined {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.+)\)$/u.exec(text) ?? [];
  switch (kind) {
    case 'rate': {
      const [, count, unit = '', plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/u.exec(inner) ?? [];
      // AWS takes neither `1 minutes` nor `5 minute`.
      if (count === undefined || (count === '1') !== (plural === '')) return undefined;
      return { kind, millis: Number(count) * (UNITS[unit] ?? 0) };
    }
    case 'cron': {
      const cron = parseCron(inner);
      return cron && { kind, cron };
    }
    case 'at': {
      const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/u.exec(inner);
      if (match === null) return undefined;
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
      const moment = momentOf({ year, month, day, hour, minute, second }, zone);
      return moment === undefined ? undefined : { kind, moment };
    }
    default:
      return undefined;
  }
}

/**
 * The first moment after `after`; undefined where none comes. All in milliseconds since the epoch.
 *
 * @param origin what a rate counts from
 */
export function nextTime(
  expression: ScheduleExpression,
  { after, origin, zone = 'UTC' }: { readonly after: number; readonly origin: number; readonly zone?: string | undefined },
): number | undefined {
  switch (expression.kind) {
    case 'rate':
      return after < origin ? origin : origin + (Math.floor((after - origin) / expression.millis) + 1) * expression.millis;
    case 'cron':
      return nextOfCron(expression.cron, after, zone);
    case 'at':
      return expression.moment > after ? expression.moment : undefined;
  }
}
