import { createExecution, type ExecutionInit, type Json, parseStateMachine } from '@stepmaker/asl-interpreter';
import { loadPeer } from './peer.ts';

/** How much faster than the peer we hold ourselves to be. */
const BAR = 3;
const ROUNDS = 40;

const passChain: Json = {
  StartAt: 'S0',
  States: Object.fromEntries(
    Array.from({ length: 500 }, (_, i) => [`S${i}`, i < 499 ? { Type: 'Pass', Next: `S${i + 1}` } : { Type: 'Pass', End: true }]),
  ),
};
const inlineMap: Json = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      Iterator: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } },
      End: true,
    },
  },
};
const cases: readonly { readonly name: string; readonly definition: Json; readonly input: Json; readonly events: number }[] = [
  { name: '500-Pass chain', definition: passChain, input: { hello: 'world', list: [1, 2, 3] }, events: 1002 },
  {
    name: '1,000-item inline Map',
    definition: inlineMap,
    input: { items: Array.from({ length: 1000 }, (_, i) => ({ id: i, name: `item ${i}` })) },
    events: 4006,
  },
];

/** Runs one execution to its end, history and all. */
function runOurs(program: ReturnType<typeof parseStateMachine>, input: Json): number {
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
    if (turn instanceof Promise) throw new Error('expected a synchronous turn');
    events += turn.events.length;
  }
  return events;
}

/** The median of many rounds, in milliseconds, after a warm-up. */
async function median(round: () => unknown): Promise<number> {
  for (let i = 0; i < 15; i += 1) await round();
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const began = performance.now();
    await round();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[ROUNDS / 2] as number;
}

const Peer = loadPeer();
let failed = false;
for (const { name, definition, input, events } of cases) {
  const program = parseStateMachine(definition);
  const written = runOurs(program, input);
  if (written !== events) throw new Error(`${name}: expected ${events} events, got ${written}`);
  const ours = await median(() => runOurs(program, input));
  const machine = new Peer(definition as object);
  const theirs = await median(() => machine.run(input).result);
  const ratio = theirs / ours;
  failed ||= ratio < BAR;
  console.log(
    `${name}: ours ${ours.toFixed(2)} ms (${events} events), aws-local-stepfunctions ${theirs.toFixed(2)} ms: ${ratio.toFixed(1)} ×`,
  );
}
if (failed) {
  console.error(`below the bar of ${BAR} ×`);
  process.exitCode = 1;
}
