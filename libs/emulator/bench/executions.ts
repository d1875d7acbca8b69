import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningPeer } from './running-peer.ts';

/** Output of DescribeExecution. */
export interface Described {
  readonly status: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** Creates a state machine and gives its ARN. */
export async function createMachine({ peer, wire }: RunningPeer, name: string, definition: object): Promise<string> {
  const { stateMachineArn } = await wire.call<{ stateMachineArn: string }>('CreateStateMachine', {
    name,
    definition: JSON.stringify(definition),
    roleArn: `arn:aws:iam::${peer.account}:role/bench`,
  });
  return stateMachineArn;
}

/** Starts an execution and gives its ARN. */
export async function start({ wire }: RunningPeer, stateMachineArn: string, input: string): Promise<string> {
  return (await wire.call<{ executionArn: string }>('StartExecution', { stateMachineArn, name: randomUUID(), input }))
    .executionArn;
}

/** Asks until an execution has ended. @throws Error where it has not by the deadline, or did not succeed */
export async function untilSucceeded({ wire }: RunningPeer, executionArn: string, deadline: number): Promise<Described> {
  for (let asked = 0; ; asked += 1) {
    const described = await wire.call<Described>('DescribeExecution', { executionArn });
    if (described.status === 'SUCCEEDED') return described;
    if (described.status !== 'RUNNING') throw new Error(`${described.status} ${described.error}: ${described.cause}`);
    if (performance.now() > deadline) throw new Error('did not end in time');
    if (asked > 100) await sleep(1);
  }
}

/** Starts an execution, waits for its end, and gives the milliseconds between the two. */
export async function run(server: RunningPeer, machine: string, input: string, deadline: number): Promise<number> {
  const began = performance.now();
  await untilSucceeded(server, await start(server, machine, input), deadline);
  return performance.now() - began;
}

/** Number of events in an execution's history. */
export async function countEvents({ wire }: RunningPeer, executionArn: string): Promise<number> {
  let count = 0;
  let nextToken: string | undefined;
  do {
    const page: { events: unknown[]; nextToken?: string } = await wire.call('GetExecutionHistory', {
      executionArn,
      maxResults: 1000,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    count += page.events.length;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return count;
}
