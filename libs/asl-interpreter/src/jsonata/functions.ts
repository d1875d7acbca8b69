import jsonata from 'jsonata';
import { hashText } from '../intrinsics/hash/hash.ts';
import type { Json } from '../json.ts';
import { type RandomSource, seededNumber } from '../random/random-source.ts';
import { formatTimestamp } from '../time/timestamp.ts';
import { memoryExceeded } from './bounds.ts';

/** Random source of the functions: they are as deterministic as it is. */
export interface FunctionSource {
  readonly random: RandomSource;
  readonly now: number;
}

/** Maximum number of values of `$range`. */
const MAX_ITEMS = 360_145;

/** Compiled when `$now` is first asked for another format. */
let formatMillis: jsonata.Expression | undefined;

/**
 * The functions that Step Functions adds to JSONata, and those of JSONata's own that ask for time or chance.
 * `$eval` is not there: calling it fails as calling anything unknown does.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function jsonataFunctions(source: FunctionSource): Record<string, unknown> {
  return {
    eval: undefined,
    hash: (value: unknown, algorithm: unknown) => {
      if (value === undefined || algorithm === undefined) return undefined;
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return hashText(text, asText(algorithm, 2, 'hash')) ?? refuse(2, 'hash');
    },
    millis: () => source.now,
    now: (picture?: string, timezone?: string) => {
      if (picture === undefined && timezone === undefined) return formatTimestamp(source.now);
      formatMillis ??= jsonata('$fromMillis($millis, $picture, $timezone)');
      return formatMillis.evaluate(undefined, { millis: source.now, picture, timezone });
    },
    parse: (text: unknown) => {
      if (text === undefined) return undefined;
      try {
        return JSON.parse(asText(text, 1, 'parse')) as unknown;
      } catch (error) {
        if (error instanceof SyntaxError)
          throw { code: 'D3141', message: `The argument of the parse function is not valid JSON: ${text}` };
        throw error;
      }
    },
    partition: (value: unknown, size: unknown) => {
      if (value === undefined) return undefined;
      const items = Array.isArray(value) ? value : [value];
      const chunk = Math.trunc(asNumber(size, 2, 'partition'));
      if (chunk < 1 || items.length === 0) return undefined;
      return Array.from({ length: Math.ceil(items.length / chunk) }, (_, i) => items.slice(i * chunk, (i + 1) * chunk));
    },
    random: (seed?: unknown) => (seed === undefined ? source.random.number() : seededNumber(asNumber(seed, 1, 'random'))),
    range: (first: unknown, last: unknown, step: unknown) => {
      if (first === undefined || last === undefined || step === undefined) return undefined;
      const [from, to, by] = [asNumber(first, 1, 'range'), asNumber(last, 2, 'range'), asNumber(step, 3, 'range')].map(
        Math.trunc,
      ) as [number, number, number];
      const length = by === 0 ? 0 : Math.floor((to - from) / by) + 1;
      if (length < 1) return undefined;
      if (length > MAX_ITEMS) throw memoryExceeded();
      return sequence(Array.from({ length }, (_, i) => from + i * by));
    },
    shuffle: (value: unknown) => {
      if (value === undefined) return undefined;
      const items = Array.isArray(value) ? [...value] : [value];
      for (let i = items.length - 1; i > 0; i -= 1) {
        const j = Math.floor(source.random.number() * (i + 1));
        [items[i], items[j]] = [items[j], items[i]];
      }
      return items;
    },
    uuid: () => source.random.uuid(),
  };
}

/** Marks an array as one that JSONata unwraps when it holds a single value, as its own range operator's. */
function sequence(items: Json[]): Json[] {
  return Object.defineProperty(items, 'sequence', { enumerable: false, value: true });
}

function asText(value: unknown, index: number, name: string): string {
  return typeof value === 'string' ? value : refuse(index, name);
}

function asNumber(value: unknown, index: number, name: string): number {
  return typeof value === 'number' ? value : refuse(index, name);
}

function refuse(index: number, token: string): never {
  throw { code: 'T0410', index, token };
}
