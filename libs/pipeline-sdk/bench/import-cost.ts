import { execFileSync } from 'node:child_process';
import { median } from './figures.ts';

/** Cost of an import in a new process: milliseconds, and megabytes of heap after a collection. */
interface Cost {
  readonly millis: number;
  readonly megabytes: number;
}

const CLIENTS = ['@aws-sdk/client-sfn', '@aws-sdk/client-sagemaker-runtime'];

/** Cost of the SDK beyond its two AWS clients: the difference of the best times, since other processes only add; the two taken in turns. */
export function importCost(rounds: number): { readonly bare: Cost; readonly added: Cost } {
  const bare: Cost[] = [];
  const both: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(measure(CLIENTS));
    both.push(measure([...CLIENTS, '@stepmaker/pipeline-sdk']));
  }
  const of = (costs: readonly Cost[]): Cost => ({
    millis: Math.min(...costs.map(({ millis }) => millis)),
    megabytes: median(costs.map(({ megabytes }) => megabytes)),
  });
  const [one, two] = [of(bare), of(both)];
  return { bare: one, added: { millis: two.millis - one.millis, megabytes: two.megabytes - one.megabytes } };
}

function measure(modules: readonly string[]): Cost {
  const script = `const began = performance.now();
    for (const module of ${JSON.stringify(modules)}) await import(module);
    const millis = performance.now() - began;
    gc();
    console.log(JSON.stringify({ millis, megabytes: process.memoryUsage().heapUsed / 1e6 }));`;
  // The built package, as users import it.
  const args = ['--expose-gc', '--input-type=module', '--eval', script];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' })) as Cost;
}
