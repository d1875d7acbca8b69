import { describe, expect, it } from 'vitest';
import { checkCase } from '../fuzz/check-case.ts';

// The short form of `nx run asl-interpreter:fuzz`, which draws 100,000 and more.
describe('for drawn definitions and inputs', () => {
  it.each(Array.from({ length: 10 }, (_, i) => 1 + 20 * i))(
    'what must hold does, from seed %i',
    async (first) => {
      for (let seed = first; seed < first + 20; seed += 1) await expect(checkCase(seed), `seed ${seed}`).resolves.toBeDefined();
    },
    120_000,
  );
});
