import { momentOf, wallTimeOf } from './time-zone.ts';

/** A cron expression of AWS: minutes, hours, day of month, month, day of week, year. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number> | undefined;
  /** Whether a day is meant; months count from 1. */
  readonly matchesDay: (year: number, month: number, day: number) => boolean;
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const DAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');
const LAST_YEAR = 2199;

/**
 * Reads what stands in `cron(…)`; undefined where it is not a cron expression of AWS.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function parseCron(text: string): Cron | undefined {
  const fields = text.trim().split(/\s+/u);
  if (fields.length !== 6) return undefined;
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields.map((field) =>
    field.toUpperCase(),
  );
  // One of the two days must be left open.
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  const minutes = numbersOf(minute, 0, 59);
  const hours = numbersOf(hour, 0, 23);
  const months = numbersOf(named(month, MONTHS, 1), 1, 12);
  const years = year === '*' ? undefined : numbersOf(year, 1970, LAST_YEAR);
  const matchesDay = dayOfWeek === '?' ? matcherOfMonth(dayOfMonth) : matcherOfWeek(named(dayOfWeek, DAYS, 1));
  if (!minutes || !hours || !months || !matchesDay || (year !== '*' && !years)) return undefined;
  return { minutes, hours, months, years, matchesDay };
}

/** The first moment after `after` that the expression means; undefined where none comes. Milliseconds since the epoch. */
export function nextOfCron({ minutes, hours, months, years, matchesDay }: Cron, after: number, zone: string): number | undefined {
  const start = wallTimeOf(after, zone);
  const sortedHours = [...hours].sort((left, right) => left - right);
  const sortedMinutes = [...minutes].sort((left, right) => left - right);
  const day = new Date(Date.UTC(start.year, start.month - 1, start.day));
  const lastYear = years === undefined ? start.year + 8 : Math.max(...years);
  while (day.getUTCFullYear() <= Math.min(lastYear, LAST_YEAR)) {
    const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
    if (years !== undefined && !years.has(year)) {
      day.setUTCFullYear(year + 1, 0, 1);
      continue;
    }
    if (!months.has(month)) {
      day.setUTCFullYear(year, month, 1);
      continue;
    }
    if (matchesDay(year, month, date)) {
      for (const hour of sortedHours) {
        for (const minute of sortedMinutes) {
          const moment = momentOf({ year, month, day: date, hour, minute, second: 0 }, zone);
          if (moment !== undefined && moment > after) return moment;
        }
      }
    }
    day.setUTCDate(date + 1);
  }
  return undefined;
}

function named(field: string, names: readonly string[], first: number): string {
  return names.reduce((text, name, index) => text.replaceAll(name, String(index + first)), field);
}

/** The numbers that a field names: lists, ranges, steps. */
function numbersOf(field: string, minimum: number, maximum: number): Set<number> | undefined {
  const numbers = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/u.exec(part);
    if (match === null) return undefined;
    const [, all, from, to, step] = match;
    const start = all === undefined ? Number(from) : minimum;
    const end = to === undefined ? (all !== undefined || step !== undefined ? maximum : start) : Number(to);
    if (start < minimum || end > maximum || start > end || step === '0') return undefined;
    for (let number = start; number <= end; number += Number(step ?? 1)) numbers.add(number);
  }
  return numbers;
}

function matcherOfMonth(field: string): Cron['matchesDay'] | undefined {
  if (field === 'L') return (year, month, day) => day === daysIn(year, month);
  const nearest = /^(\d{1,2}|L)W$/u.exec(field);
  if (nearest !== null) {
    const wanted = nearest[1] as string;
    return (year, month, day) => day === nearestWeekday(year, month, wanted === 'L' ? daysIn(year, month) : Number(wanted));
  }
  const days = numbersOf(field, 1, 31);
  return days && ((_year, _month, day) => days.has(day));
}

/** Days of a week are 1 for Sunday to 7 for Saturday. */
function matcherOfWeek(field: string): Cron['matchesDay'] | undefined {
  if (field === 'L') return (year, month, day) => weekdayOf(year, month, day) === 7;
  const last = /^([1-7])L$/u.exec(field);
  if (last !== null)
    return (year, month, day) => weekdayOf(year, month, day) === Number(last[1]) && day + 7 > daysIn(year, month);
  const nth = /^([1-7])#([1-5])$/u.exec(field);
  if (nth !== null)
    return (year, month, day) => weekdayOf(year, month, day) === Number(nth[1]) && Math.ceil(day / 7) === Number(nth[2]);
  const days = numbersOf(field, 1, 7);
  return days && ((year, month, day) => days.has(weekdayOf(year, month, day)));
}

function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The working day nearest to a day, within its month. */
function nearestWeekday(year: number, month: number, day: number): number {
  const wanted = Math.min(day, daysIn(year, month));
  const weekday = weekdayOf(year, month, wanted);
  if (weekday === 7) return wanted === 1 ? 3 : wanted - 1;
  if (weekday === 1) return wanted === daysIn(year, month) ? wanted - 2 : wanted + 1;
  return wanted;
}
