import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Wire } from './wire.ts';

/**
 * Asks DescribeExecution one time after another from a separate thread, so that what is measured is the server and not the load that this
 * process makes.
 */
export class Probe {
  readonly #worker: Worker;

  constructor(url: string) {
    this.#worker = new Worker(new URL(import.meta.url), { workerData: url });
  }

  /** A further execution to ask for. */
  add(executionArn: string): void {
    this.#worker.postMessage(executionArn);
  }

  /** Ends the asking. Gives how long each answer took, in milliseconds. */
  async end(): Promise<readonly number[]> {
    const times = new Promise<readonly number[]>((resolve, reject) => {
      this.#worker.once('message', resolve);
      this.#worker.once('error', reject);
    });
    this.#worker.postMessage(null);
    return times;
  }
}

async function ask(url: string): Promise<void> {
  const wire = new Wire(url);
  const arns: string[] = [];
  const times: number[] = [];
  let asked = true;
  parentPort?.on('message', (arn: string | null) => {
    if (arn === null) asked = false;
    else arns.push(arn);
  });
  // However soon it ends, it has one answer at least.
  while (asked || (times.length === 0 && arns.length > 0)) {
    const executionArn = arns[Math.floor(Math.random() * arns.length)];
    if (executionArn === undefined) {
      await new Promise(setImmediate);
      continue;
    }
    const began = performance.now();
    await wire.call('DescribeExecution', { executionArn });
    times.push(performance.now() - began);
  }
  wire.close();
  parentPort?.postMessage(times);
  parentPort?.close();
}

if (!isMainThread) await ask(workerData as string).catch(() => parentPort?.postMessage([]));
