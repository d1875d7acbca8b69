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
