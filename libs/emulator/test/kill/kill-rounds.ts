import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeExecutionCommand, paginateListExecutions } from '@aws-sdk/client-sfn';
import { ActivityWorker } from './activity-worker.ts';
import { KilledServer } from './killed-server.ts';
import { type Kind, kinds } from './kinds.ts';
import { Random } from './random.ts';
import { createMachine, makeSurroundings } from './surroundings.ts';
import { TrackedExecution } from './tracked-execution.ts';

/** How often a server is killed, and what it is asked for meanwhile. */
export interface KillOptions {
  readonly dataDir: string;
  readonly rounds: number;
  readonly seed: number;
  /** Receives its progress. */
  readonly report?: (line: string) => void;
}

/** What came of it. */
export interface KillReport {
  readonly kills: number;
  readonly executions: number;
  /** Executions that were running when the server was killed, once for each kill. */
  readonly survived: number;
  readonly tokensAcrossKills: number;
  /** SageMaker jobs that had to be run a second time under their record. */
  readonly jobsRunAgain: number;
  /** Everything that was wrong. */
  readonly problems: readonly string[];
}

const END_MILLIS = 120_000;

/** Kills a server with SIGKILL at random moments while executions of every kind run, and looks at all of them after each restart. */
export async function killRounds({ dataDir, rounds, seed, report = () => {} }: KillOptions): Promise<KillReport> {
  const random = new Random(seed);
  const server = await KilledServer.start(dataDir);
  try {
    const around = await makeSurroundings(server);
    const all = kinds(around);
    const machines = new Map<string, string>();
    for (const { name, startAt, states } of all)
      machines.set(name, await createMachine(server, around.roleArn, name, { StartAt: startAt, States: states }));
    const workers = [0, 1].map(() => new ActivityWorker(server, around.activity, random));
    const make = (kind: Kind, name: string): TrackedExecution =>
      new TrackedExecution(server, around, kind, machines.get(kind.name) ?? '', name);

    const references = new Map<string, readonly string[]>();
    for (const kind of all) {
      const execution = make(kind, `${kind.name}-alone`);
      await execution.start();
      await untilEnded([execution]);
      references.set(
        kind.name,
        execution.events.map(({ type = '' }) => type),
      );
    }

    const problems: string[] = [];
    const started: TrackedExecution[] = [];
    let open: TrackedExecution[] = [];
    let survived = 0;
    const close = async (): Promise<void> => {
      for (const execution of open.filter(({ ended }) => ended)) {
        problems.push(...(await execution.problems(references.get(execution.kind.name) ?? [])));
        open = open.filter((other) => other !== execution);
      }
    };
    for (let round = 1; round <= rounds; round += 1) {
      const added = all.map((kind) => make(kind, `${kind.name}-${round}`)).sort(() => random.next() - 0.5);
      started.push(...added);
      open.push(...added);
      const delay = random.between(30, 1200);
      let killed = false;
      const kill = sleep(delay).then(() => {
        killed = true;
        return server.kill();
      });
      while (!killed) {
        for (const execution of [...open]) {
          if (killed) break;
          try {
            await (execution.arn === undefined ? execution.start() : execution.look());
          } catch (error) {
            if (!killed) throw error;
          }
        }
        try {
          await close();
        } catch (error) {
          if (!killed) throw error;
        }
      }
      await kill;
      const running = open.length;
      survived += running;
      await server.restart();
      for (const execution of open) await (execution.arn === undefined ? execution.start() : execution.look());
      await close();
      report(`kill ${round} of ${rounds} after ${delay.toFixed(0)} ms: ${running} were running, ${problems.length} problems`);
      if (problems.length > 0) break;
    }
    await untilEnded(open);
    await close();
    for (const worker of workers) await worker.stop();
    problems.push(...workers.flatMap(({ refused }) => refused));
    for (const { name, arn } of started) {
      const { status } = await server.sfn.send(new DescribeExecutionCommand({ executionArn: arn }));
      if (status !== 'SUCCEEDED') problems.push(`${name} had ended well and is ${status} now`);
    }
    problems.push(...(await markProblems(server, around.marker, started)));
    return {
      kills: rounds,
      executions: started.length,
      survived,
      tokensAcrossKills: workers.reduce((sum, { acrossKills }) => sum + acrossKills, 0),
      jobsRunAgain: started.filter(({ jobRuns }) => jobRuns > 1).length,
      problems,
    };
  } finally {
    await server.kill();
  }
}

async function untilEnded(executions: readonly TrackedExecution[]): Promise<void> {
  const until = performance.now() + END_MILLIS;
  for (const execution of executions) {
    while (!execution.ended) {
      await execution.look();
      if (performance.now() > until)
        throw new Error(`${execution.name} does not end: ${JSON.stringify(execution.events.at(-1))}`);
      if (!execution.ended) await sleep(20);
    }
  }
}

/** A call that was in flight at a kill may have been made twice; an execution that a state waited for has a name and was started once. */
async function markProblems(server: KilledServer, marker: string, started: readonly TrackedExecution[]): Promise<string[]> {
  const counts = new Map<string, number>();
  for await (const { executions = [] } of paginateListExecutions(
    { client: server.sfn, pageSize: 1000 },
    { stateMachineArn: marker },
  )) {
    for (const { executionArn } of executions) {
      const { input = '' } = await server.sfn.send(new DescribeExecutionCommand({ executionArn }));
      const { by, state } = JSON.parse(input) as { by: string; state: string };
      counts.set(`${by} ${state}`, (counts.get(`${by} ${state}`) ?? 0) + 1);
    }
  }
  const expect = (name: string, state: string, min: number, max: number): string[] => {
    const count = counts.get(`${name} ${state}`) ?? 0;
    return count >= min && count <= max ? [] : [`${state} of ${name} was carried out ${count} times`];
  };
  return started.flatMap(({ kind, name }) => {
    if (kind.name === 'spread') return expect(name, 'Child', 4, 4);
    if (kind.name !== 'marks') return [];
    const atLeastOnce = ['First', 'Left', 'Right'].flatMap((state) => expect(name, state, 1, 3));
    return [...expect(name, 'Job', 1, 1), ...expect(name, 'Item', 4, 12), ...atLeastOnce];
  });
}
