import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROUNDS = Number(process.env['STEPMAKER_KILL_ROUNDS'] ?? 4);
const SERVER = new URL('killable-server.ts', import.meta.url).pathname;

interface Event {
  readonly id: number;
  readonly type: string;
  readonly stateEnteredEventDetails?: { readonly name: string };
  readonly stateExitedEventDetails?: { readonly name: string };
}

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-kill-'));
});
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

/** A server in a process of its own. */
class Server {
  readonly #process: ChildProcess;
  readonly #url: string;

  private constructor(process: ChildProcess, url: string) {
    this.#process = process;
    this.#url = url;
  }

  static async start(): Promise<Server> {
    const child = spawn(process.execPath, ['--conditions=@stepmaker/source', SERVER, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const { value } = await lines[Symbol.asyncIterator]().next();
    if (typeof value !== 'string') throw new Error('the server did not start');
    return new Server(child, value);
  }

  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await gone;
  }

  async call<Output>(operation: string, input: object): Promise<Output> {
    return this.post(
      'states',
      { 'x-amz-target': `AWSStepFunctions.${operation}`, 'content-type': 'application/x-amz-json-1.0' },
      JSON.stringify(input),
    );
  }

  async iam(form: Record<string, string>): Promise<void> {
    const body = new URLSearchParams({ Version: '2010-05-08', ...form }).toString();
    await this.post('iam', { 'content-type': 'application/x-www-form-urlencoded' }, body);
  }

  async post<Output>(service: string, headers: Record<string, string>, body: string): Promise<Output> {
    const scope = `test/20260101/us-east-1/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { ...headers, authorization, 'x-amz-date': '20260101T000000Z' },
      body,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return (text.startsWith('{') ? JSON.parse(text) : undefined) as Output;
  }
}

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const ALL = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** Each state of work starts an execution of its own that bears its name: what ran, and how often, can be counted. */
const mark = (state: string, resource: string, marker: string, more: object): object => ({
  Type: 'Task',
  Resource: `arn:aws:states:::${resource}`,
  Parameters: { StateMachineArn: marker, Input: { 'by.$': '$$.Execution.Name', state } },
  ResultPath: null,
  ...more,
});

function machine(marker: string, answer: string): string {
  const iteration = {
    StartAt: 'Item',
    States: {
      Item: mark('Item', 'aws-sdk:sfn:startExecution', marker, { Next: 'Item done' }),
      'Item done': { Type: 'Pass', End: true },
    },
  };
  return JSON.stringify({
    StartAt: 'Begin',
    States: {
      Begin: { Type: 'Pass', Next: 'First' },
      First: mark('First', 'aws-sdk:sfn:startExecution', marker, { Next: 'Pause' }),
      Pause: { Type: 'Wait', Seconds: 1, Next: 'Job' },
      Job: mark('Job', 'states:startExecution.sync:2', marker, { Next: 'Both' }),
      Both: {
        Type: 'Parallel',
        Branches: ['Left', 'Right'].map((name) => ({
          StartAt: name,
          States: { [name]: mark(name, 'aws-sdk:sfn:startExecution', marker, { End: true }) },
        })),
        ResultPath: null,
        Next: 'Each',
      },
      Each: { Type: 'Map', ItemsPath: '$.items', ItemProcessor: iteration, ResultPath: null, Next: 'Token' },
      Token: {
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution.waitForTaskToken',
        Parameters: { StateMachineArn: answer, Input: { 'token.$': '$$.Task.Token' } },
        ResultPath: '$.answer',
        Next: 'Spread',
      },
      Spread: {
        Type: 'Map',
        Label: 'Spread',
        ItemsPath: '$.items',
        ItemSelector: { 'by.$': '$$.Execution.Name', 'item.$': '$$.Map.Item.Value' },
        MaxConcurrency: 2,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Child',
          States: {
            Child: mark('Child', 'states:startExecution.sync:2', marker, {
              Parameters: { StateMachineArn: marker, Input: { 'by.$': '$.by', state: 'Child' } },
              ResultPath: '$.job',
              OutputPath: '$.job.Input',
              Next: 'Breath',
            }),
            Breath: { Type: 'Wait', Seconds: 0, End: true },
          },
        },
        ResultPath: '$.spread',
        Next: 'Last',
      },
      Last: mark('Last', 'aws-sdk:sfn:startExecution', marker, { End: true }),
    },
  });
}

interface Ended {
  readonly status: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** How an execution ended, with the reason where it failed. */
function ended({ status, error, cause }: Ended): string {
  return status === 'RUNNING' || status === 'SUCCEEDED' ? status : `${status} ${error}: ${cause}`;
}

/** Marks by execution and state. */
async function marks(server: Server, marker: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let nextToken: string | undefined;
  do {
    const page: { executions: { executionArn: string }[]; nextToken?: string } = await server.call('ListExecutions', {
      stateMachineArn: marker,
      maxResults: 1000,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const inputs = await Promise.all(
      page.executions.map(({ executionArn }) => server.call<{ input: string }>('DescribeExecution', { executionArn })),
    );
    for (const { input } of inputs) {
      const { by, state } = JSON.parse(input) as { by: string; state: string };
      counts.set(`${by} ${state}`, (counts.get(`${by} ${state}`) ?? 0) + 1);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return counts;
}

const historyOf = async (server: Server, executionArn: string): Promise<Event[]> =>
  (await server.call<{ events: Event[] }>('GetExecutionHistory', { executionArn, maxResults: 1000 })).events;

describe(`a server that is killed ${ROUNDS} times`, () => {
  it(
    'runs no finished state again and brings every execution to its end',
    async () => {
      let server = await Server.start();
      await server.iam({ Action: 'CreateRole', RoleName: 'killed', AssumeRolePolicyDocument: TRUST });
      await server.iam({ Action: 'PutRolePolicy', RoleName: 'killed', PolicyName: 'all', PolicyDocument: ALL });
      const roleArn = 'arn:aws:iam::000000000000:role/killed';
      const create = async (name: string, definition: string): Promise<string> =>
        (await server.call<{ stateMachineArn: string }>('CreateStateMachine', { name, definition, roleArn })).stateMachineArn;
      const marker = await create(
        'marker',
        JSON.stringify({ StartAt: 'M', States: { M: { Type: 'Wait', Seconds: 0, End: true } } }),
      );
      const answer = await create(
        'answer',
        JSON.stringify({
          StartAt: 'A',
          States: {
            A: {
              Type: 'Task',
              Resource: 'arn:aws:states:::aws-sdk:sfn:sendTaskSuccess',
              Parameters: { 'TaskToken.$': '$.token', Output: { said: 'yes' } },
              End: true,
            },
          },
        }),
      );
      const stateMachineArn = await create('killed', machine(marker, answer));
      const seen = new Map<string, Event[]>();

      for (let round = 0; round < ROUNDS; round += 1) {
        const killAt = performance.now() + 50 + Math.random() * 1500;
        for (let i = 0; i < 5; i += 1) {
          const name = `run-${round}-${i}`;
          const { executionArn } = await server.call<{ executionArn: string }>('StartExecution', {
            stateMachineArn,
            name,
            input: '{"items":[1,2,3,4]}',
          });
          seen.set(executionArn, []);
        }
        while (performance.now() < killAt) {
          for (const [arn, before] of seen) {
            if (before.at(-1)?.type === 'ExecutionSucceeded' || performance.now() >= killAt) continue;
            seen.set(arn, await historyOf(server, arn));
          }
        }
        await server.kill();
        server = await Server.start();
        for (const [arn, before] of seen) {
          if (before.length > 0) expect((await historyOf(server, arn)).slice(0, before.length)).toEqual(before);
        }
      }

      for (const arn of seen.keys()) {
        await expect
          .poll(async () => ended(await server.call<Ended>('DescribeExecution', { executionArn: arn })), {
            timeout: 20_000,
          })
          .toBe('SUCCEEDED');
        const events = await historyOf(server, arn);
        expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
        const entered = events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
        expect(entered.toSorted()).toEqual(
          [
            'Begin',
            'Both',
            'Each',
            'First',
            'Job',
            'Last',
            'Left',
            'Pause',
            'Right',
            'Spread',
            'Token',
            ...Array(4).fill('Item'),
            ...Array(4).fill('Item done'),
          ].toSorted(),
        );
      }
      for (const arn of seen.keys()) {
        const { output } = await server.call<Ended>('DescribeExecution', { executionArn: arn });
        expect(JSON.parse(output ?? '')).toMatchObject({
          answer: { said: 'yes' },
          spread: [1, 2, 3, 4].map(() => ({ state: 'Child' })),
        });
        const { mapRuns } = await server.call<{ mapRuns: { mapRunArn: string }[] }>('ListMapRuns', { executionArn: arn });
        expect(mapRuns).toHaveLength(1);
        const run = await server.call('DescribeMapRun', { mapRunArn: mapRuns[0]?.mapRunArn });
        expect(run).toMatchObject({ status: 'SUCCEEDED', executionCounts: { total: 4, succeeded: 4, running: 0 } });
      }
      // A call that was in flight at a kill may have been made twice; what has a name of its own was not.
      const counts = await marks(server, marker);
      const runs = seen.size;
      expect([...counts].filter(([key]) => key.endsWith(' Job')).map(([, count]) => count)).toEqual(Array(runs).fill(1));
      expect([...counts].filter(([key]) => key.endsWith(' Child')).map(([, count]) => count)).toEqual(Array(runs).fill(4));
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
      expect(total).toBeGreaterThanOrEqual(runs * 13);
      expect(total).toBeLessThanOrEqual(runs * 13 + ROUNDS * 40);
      await server.kill();
    },
    60_000 + ROUNDS * 10_000,
  );
});
