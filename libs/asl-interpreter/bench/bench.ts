/**
 * Prints what an execution costs in process, and how many times faster the engine is than a peer in the same run: `nx bench
 * asl-interpreter`. With `--smoke` it runs one round of each, which shows that the benchmark works, and judges nothing.
 */
import { isDeepStrictEqual } from 'node:util';
import { createExecution, type ExecutionInit, type Json, type Program, parseStateMachine } from '@stepmaker/asl-interpreter';
import { StateMachine } from 'aws-local-stepfunctions';
import { type BenchCase, CASES } from './cases.ts';

const PEER = 'aws-local-stepfunctions';
/** Minimum ratio to the peer's time. */
const BAR = 3;
const SMOKE = process.argv.includes('--smoke');
const [WARM_UP, ROUNDS] = SMOKE ? [0, 1] : [15, 40];

/** Runs one execution to its end and collects its history. Returns how many events it has. */
async function runOurs(program: Program, { name, input, output }: BenchCase): Promise<number> {
  const init: ExecutionInit = {
    executionArn: 'arn:aws:states:us-east-1:123456789012:execution:bench:one',
    name: 'one',
    roleArn: 'arn:aws:iam::123456789012:role/bench',
    startTime: 0,
    input,
    stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:bench',
    stateMachineName: 'bench',
    seed: 'bench',
  };
  const execution = createExecution(program, init);
  let events = 0;
  for (let type: 'Start' | 'Tick' = 'Start'; execution.outcome === undefined; type = 'Tick') {
    const turn = execution.deliver({ type, time: 0 });
    events += (turn instanceof Promise ? await turn : turn).events.length;
  }
  const { outcome } = execution;
  if (outcome.status !== 'SUCCEEDED' || !isDeepStrictEqual(outcome.output, output))
    throw new Error(`${name}: ended in ${JSON.stringify(outcome).slice(0, 300)}`);
  return events;
}

/** The median of the rounds, in milliseconds, after a warm-up. */
async function median(round: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < WARM_UP; i += 1) await round();
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const began = performance.now();
    await round();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number;
}

async function compare({ definition, input, peerMissing }: BenchCase, ours: number): Promise<{ words: string; ratio?: number }> {
  if (peerMissing !== undefined) return { words: `${PEER} not run: ${peerMissing}` };
  const machine = new StateMachine(definition as ConstructorParameters<typeof StateMachine>[0]);
  const theirs = await median(() => machine.run(input as Parameters<typeof machine.run>[0]).result);
  return { words: `${PEER} ${theirs.toFixed(2)} ms: ${(theirs / ours).toFixed(1)} ×`, ratio: theirs / ours };
}

let failed = false;
for (const each of CASES) {
  const program = parseStateMachine(each.definition as Json);
  const written = await runOurs(program, each);
  if (written !== each.events) throw new Error(`${each.name}: expected ${each.events} events, got ${written}`);
  const ours = await median(() => runOurs(program, each));
  const { words, ratio } = await compare(each, ours);
  failed ||= !SMOKE && ratio !== undefined && ratio < BAR;
  console.log(
    `${each.name.padEnd(24)} ${ours.toFixed(2)} ms, ${written} events, ${((ours * 1000) / written).toFixed(2)} µs per event; ${words}`,
  );
}
if (failed) {
  console.error(`below the bar of ${BAR} ×`);
  process.exitCode = 1;
}
