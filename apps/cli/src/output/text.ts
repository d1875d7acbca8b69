/** Pads a text to a column's width. */
export function column(text: string, width: number): string {
  return text.padEnd(width);
}

/** A metric as people read it: four significant digits. */
export function figure(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

/**
 * Shortens the numbers in a text to four significant digits, or to as many as keep different numbers different:
 * `r2 0.8817 reaches the threshold 0.7.`
 */
export function withFigures(text: string): string {
  const numbers = [...new Set(text.match(LONG_NUMBER))];
  const others = text.replaceAll(LONG_NUMBER, '').match(/-?\d+(?:\.\d+)?/g) ?? [];
  const short = (digits: number): string[] => numbers.map((number) => String(Number(Number(number).toPrecision(digits))));
  let digits = 4;
  while (new Set([...short(digits), ...others]).size < numbers.length + new Set(others).size && digits < 17) digits += 1;
  return text.replaceAll(LONG_NUMBER, (number) => String(Number(Number(number).toPrecision(digits))));
}

/** A decimal number of five digits or more after the point. */
const LONG_NUMBER = /-?\d+\.\d{5,}/g;

/** Seconds with one decimal. */
export function seconds(millis: number): string {
  return `${(millis / 1000).toFixed(1)} s`;
}

/** A length of time as people say it: `0.4 s`, `3 min 20 s`, `2 h 5 min`, `4 d 1 h`. */
export function duration(millis: number): string {
  if (millis < 60_000) return seconds(millis);
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ] as const;
  const first = units.findIndex(([, size]) => millis >= size);
  let rest = millis;
  return units
    .slice(first, first + 2)
    .map(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count === 0 ? '' : `${count} ${unit}`;
    })
    .filter((part) => part !== '')
    .join(' ');
}

/** Returns the age of a date: `just now`, `5 min ago`. */
export function ago(date: Date, now: Date): string {
  const millis = now.getTime() - date.getTime();
  if (millis < 1000) return 'just now';
  return `${millis < 60_000 ? `${Math.floor(millis / 1000)} s` : duration(millis).replace(/^(\d+ \S+) .*$/, '$1')} ago`;
}
