import type { Json } from '@stepmaker/asl-interpreter';

/** A state machine whose execution is measured. */
export interface BenchCase {
  readonly name: string;
  readonly definition: object;
  readonly input: Json;
  /** Number of events in its history. */
  readonly events: number;
  readonly output: Json;
  /** Why the peer is not measured; undefined where it is. */
  readonly peerMissing?: string;
}

const CHAIN = 500;
const ITEMS = 1000;

function chain(state: object): object {
  const states = Array.from({ length: CHAIN }, (_, i) => [
    `S${i}`,
    { Type: 'Pass', ...state, ...(i < CHAIN - 1 ? { Next: `S${i + 1}` } : { End: true }) },
  ]);
  return { StartAt: 'S0', States: Object.fromEntries(states) };
}

const numbers = { hello: 'world', list: [1, 2, 3] };
const items = Array.from({ length: ITEMS }, (_, id) => ({ id, name: `item ${id}` }));

/** Cases of `bench.ts`. */
export const CASES: readonly BenchCase[] = [
  { name: `${CHAIN}-Pass chain, JSONPath`, definition: chain({}), input: numbers, events: 2 * CHAIN + 2, output: numbers },
  {
    name: `${CHAIN}-Pass chain, JSONata`,
    definition: chain({
      QueryLanguage: 'JSONata',
      Output: { n: '{% $states.input.n + 1 %}', sum: '{% $sum($states.input.list) %}', list: '{% $states.input.list %}' },
    }),
    input: { n: 0, list: [1, 2, 3] },
    events: 2 * CHAIN + 2,
    output: { n: CHAIN, sum: 6, list: [1, 2, 3] },
    peerMissing: 'it has no JSONata',
  },
  {
    name: `${ITEMS}-item inline Map`,
    definition: {
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          ItemsPath: '$.items',
          Iterator: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } },
          End: true,
        },
      },
    },
    input: { items },
    events: 4 * ITEMS + 6,
    output: items,
  },
];
