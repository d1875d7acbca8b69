import { InvalidArgumentError } from 'commander';

/** Reads the value of an option that must be a finite number. */
export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError(`'${text}' is not a number.`);
  return value;
}

/** Reads a whole number of at least `min` and at most `max`. */
export function integer(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = number(text);
    if (!Number.isInteger(value) || value < min || value > max)
      throw new InvalidArgumentError(`'${text}' is not a whole number from ${min} to ${max}.`);
    return value;
  };
}

/** Collects repeated `name=value` options. */
export function keyValue(text: string, previous: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`'${text}' is not of the form name=value.`);
  return { ...previous, [text.slice(0, at)]: text.slice(at + 1) };
}

/** Reads a length of time, such as `30m`, `12h` or `7d`, into milliseconds. */
export function durationOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([smhd])$/.exec(text.trim()) ?? [];
  if (unit === '' && text.trim() !== '0')
    throw new InvalidArgumentError(`'${text}' is not a length of time such as 30m, 12h or 7d.`);
  return Number(count || 0) * (UNIT_MILLIS[unit] ?? 0);
}

const UNIT_MILLIS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
