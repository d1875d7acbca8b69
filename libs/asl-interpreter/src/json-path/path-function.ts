import { isJsonObject, type Json } from '../json.ts';

/** The functions that a path may end in: `$.items.length()`. `undefined` where a function gives nothing for such a value. */
export function callPathFunction(name: string, value: Json): Json | undefined {
  if (name === 'length' || name === 'size') {
    if (typeof value === 'string' || Array.isArray(value)) return value.length;
    return isJsonObject(value) ? Object.keys(value).length : undefined;
  }
  if (name === 'keys') return isJsonObject(value) ? Object.keys(value) : undefined;
  if (!Array.isArray(value)) return undefined;
  const items = value as readonly Json[];
  if (name === 'first') return items[0];
  if (name === 'last') return items.at(-1);
  const numbers = items.filter((item): item is number => typeof item === 'number');
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, number) => total + number, 0);
  switch (name) {
    case 'sum':
      return sum;
    case 'min':
      return numbers.reduce((min, number) => Math.min(min, number));
    case 'max':
      return numbers.reduce((max, number) => Math.max(max, number));
    case 'avg':
      return sum / numbers.length;
    case 'stddev': {
      const mean = sum / numbers.length;
      return Math.sqrt(numbers.reduce((total, number) => total + (number - mean) ** 2, 0) / numbers.length);
    }
    default:
      return undefined;
  }
}
