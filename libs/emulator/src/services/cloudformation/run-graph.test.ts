import { describe, expect, it } from 'vitest';
import { runGraph } from './run-graph.ts';

const graph = new Map([
  ['a', []],
  ['b', ['a']],
  ['c', ['a']],
  ['d', ['b', 'c']],
]);

describe('runGraph', () => {
  it('works on a node once all it waits for are done, on others at the same time', async () => {
    const begun: string[] = [];
    let together = 0;
    let max = 0;

    const failed = await runGraph(graph, async (node) => {
      begun.push(node);
      together += 1;
      max = Math.max(max, together);
      await new Promise((done) => setImmediate(done));
      together -= 1;
      return true;
    });

    expect(failed).toEqual([]);
    expect([begun[0], begun[3]]).toEqual(['a', 'd']);
    expect(max).toBe(2);
  });

  it('begins nothing after a failure, unless it is to continue with what does not wait for it', async () => {
    const run = async (keepGoing: boolean): Promise<string[]> => {
      const begun: string[] = [];
      await runGraph(new Map([...graph, ['e', ['c']]]), async (node) => begun.push(node) > 0 && node !== 'b', { keepGoing });
      return begun;
    };

    expect(await run(false)).not.toContain('e');
    expect(await run(true)).toEqual(['a', 'b', 'c', 'e']);
  });
});
