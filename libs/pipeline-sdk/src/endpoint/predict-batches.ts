/** Number of instances in flight. */
export interface ManyOptions {
  /** Instances of one request. @default 100 */
  readonly batchSize?: number;
  /** Requests that are under way at the same time. @default 8 */
  readonly concurrency?: number;
}

/** Batches that may wait for an earlier one, for each request under way. */
const AHEAD = 4;

/**
 * Predicts for batches of instances, at most `concurrency` at a time, and gives the predictions batch by batch in the order of the
 * instances. Takes no more of `instances` than it can work on.
 *
 * @throws what `predict` throws first, in that order; the requests under way are ended
 */
export async function* predictBatches<In, Out>(
  instances: Iterable<In> | AsyncIterable<In>,
  predict: (batch: readonly In[], signal: AbortSignal) => Promise<readonly Out[]>,
  { batchSize = 100, concurrency = 8 }: ManyOptions,
  signal?: AbortSignal,
): AsyncGenerator<readonly Out[], void, void> {
  requireWhole({ batchSize, concurrency });
  const ending = new AbortController();
  const end = (): void => ending.abort(signal?.reason);
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end, { once: true });
  const batches = inBatches(instances, batchSize);
  const queue: Promise<readonly Out[]>[] = [];
  const started = new Condition();
  const room = new Condition();
  let underWay = 0;
  let exhausted = false;

  const add = (predictions: Promise<readonly Out[]>): void => {
    predictions.catch(() => {});
    queue.push(predictions);
    started.notify();
  };
  const pump = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      if (underWay >= concurrency || queue.length >= concurrency * AHEAD) {
        await room.notified();
        continue;
      }
      const next = await batches.next();
      if (next.done || ending.signal.aborted) break;
      underWay += 1;
      add(
        predict(next.value, ending.signal).finally(() => {
          underWay -= 1;
          room.notify();
        }),
      );
    }
  };
  const finish = (): void => {
    exhausted = true;
    started.notify();
  };
  void pump().then(finish, (error: unknown) => {
    add(Promise.reject(error));
    finish();
  });
  try {
    for (;;) {
      const head = queue[0];
      if (head !== undefined) {
        const predictions = await head;
        void queue.shift();
        room.notify();
        yield predictions;
      } else if (exhausted) {
        signal?.throwIfAborted();
        return;
      } else await started.notified();
    }
  } finally {
    signal?.removeEventListener('abort', end);
    ending.abort();
    room.notify();
    // The instances may never come to an end, so their end is not waited for.
    void batches.return?.(undefined).catch(() => {});
  }
}

/** Something to wait for that may have happened already. */
class Condition {
  #wake: (() => void) | undefined;
  #happened = false;

  notify(): void {
    this.#happened = true;
    this.#wake?.();
  }

  async notified(): Promise<void> {
    if (!this.#happened) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#happened = false;
    this.#wake = undefined;
  }
}

async function* inBatches<In>(instances: Iterable<In> | AsyncIterable<In>, size: number): AsyncGenerator<In[], void, void> {
  if (Array.isArray(instances)) {
    for (let start = 0; start < instances.length; start += size) yield instances.slice(start, start + size) as In[];
    return;
  }
  let batch: In[] = [];
  for await (const instance of instances) {
    batch.push(instance);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function requireWhole(options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options))
    if (!Number.isInteger(value) || value < 1) throw new TypeError(`${name} must be a whole number from 1, was ${value}`);
}
