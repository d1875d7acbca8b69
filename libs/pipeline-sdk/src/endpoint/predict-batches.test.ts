import { describe, expect, it } from 'vitest';
import { predictBatches } from './predict-batches.ts';

/** A model that answers when the test calls `answer`, in any order. */
class Model {
  readonly asked: { readonly batch: readonly number[]; readonly signal: AbortSignal; readonly answer: () => void }[] = [];
  max = 0;
  #underWay = 0;

  readonly predict = async (batch: readonly number[], signal: AbortSignal): Promise<number[]> => {
    this.max = Math.max(this.max, ++this.#underWay);
    await new Promise<void>((answer) => this.asked.push({ batch, signal, answer }));
    this.#underWay -= 1;
    return batch.map((value) => value * 10);
  };
}

async function collect(batches: AsyncIterable<readonly number[]>): Promise<number[]> {
  const all: number[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('predictBatches', () => {
  it('keeps the order whichever answer comes first, and no more under way than allowed', async () => {
    const model = new Model();
    const all = collect(predictBatches([1, 2, 3, 4, 5], model.predict, { batchSize: 1, concurrency: 2 }));

    while (model.asked.length < 5) {
      await settled();
      model.asked.at(-1)?.answer();
      if (model.asked.length % 2 === 0) model.asked.at(-2)?.answer();
    }
    for (const { answer } of model.asked) answer();

    expect(await all).toEqual([10, 20, 30, 40, 50]);
    expect(model.max).toBe(2);
  });

  it('takes no more of an endless source than it can work on', async () => {
    let taken = 0;
    const source = (function* () {
      for (;;) yield taken++;
    })();
    const model = new Model();
    const batches = predictBatches(source, model.predict, { batchSize: 10, concurrency: 3 });
    const first = batches.next();
    await settled();

    expect(taken).toBe(30);
    model.asked[0]?.answer();
    expect((await first).value).toHaveLength(10);
    await batches.return(undefined);
  });

  it('fails with the first failure in order, and ends what is under way', async () => {
    const model = new Model();
    const predict = (batch: readonly number[], signal: AbortSignal): Promise<number[]> =>
      batch[0] === 2 ? Promise.reject(new Error('two is wrong')) : model.predict(batch, signal);
    const all = collect(predictBatches([1, 2, 3], predict, { batchSize: 1, concurrency: 3 }));
    await settled();

    model.asked[0]?.answer();

    await expect(all).rejects.toThrow('two is wrong');
    expect(model.asked[1]?.signal.aborted).toBe(true);
  });

  it('fails with the source’s own error, after what came before it', async () => {
    const source = (async function* () {
      yield 1;
      throw new Error('the file ends here');
    })();
    const batches = predictBatches(source, async (batch) => batch, { batchSize: 1, concurrency: 1 });

    expect((await batches.next()).value).toEqual([1]);
    await expect(batches.next()).rejects.toThrow('the file ends here');
  });

  it('ends with the signal’s reason', async () => {
    const ending = new AbortController();
    const all = collect(
      predictBatches(
        [1, 2],
        (_, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        {},
        ending.signal,
      ),
    );

    ending.abort(new Error('enough'));

    await expect(all).rejects.toThrow('enough');
  });

  it.each([{ batchSize: 0 }, { concurrency: 1.5 }])('refuses %o', async (options) => {
    await expect(collect(predictBatches([1], async (batch) => batch, options))).rejects.toThrow(
      /must be a whole number from 1, was/,
    );
  });
});
