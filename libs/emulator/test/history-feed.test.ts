import { CreateStateMachineCommand, SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PYTHON, SCIKIT_IMAGE } from './sagemaker/job-floor.ts';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

interface Event {
  readonly id: number;
  readonly type: string;
  readonly timestamp: string;
}

describe('/_stepmaker/history', () => {
  let running: TestEmulator;
  let sfn: SFNClient;
  let stateMachineArn: string | undefined;

  beforeAll(async () => {
    running = await startTestEmulator({ pythonPath: PYTHON, rolesOnTrust: true });
    sfn = new SFNClient(running.client);
    const definition = JSON.stringify({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 600, End: true } } });
    const roleArn = 'arn:aws:iam::000000000000:role/any';
    ({ stateMachineArn } = await sfn.send(new CreateStateMachineCommand({ name: 'waits', definition, roleArn })));
  });
  afterAll(async () => {
    sfn.destroy();
    await running[Symbol.asyncDispose]();
  });

  function feed(executionArn: string, more = ''): Promise<Response> {
    return fetch(`${running.client.endpoint}/_stepmaker/history?executionArn=${encodeURIComponent(executionArn)}${more}`);
  }

  it('gives events as they happen, and ends with the execution', async () => {
    const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn }));
    const answer = await feed(executionArn);
    let text = '';

    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString();
      // The execution ends only when its first events have come, so the rest came by the same answer.
      if (text.includes('WaitStateEntered') && !text.includes('ExecutionAborted'))
        await sfn.send(new StopExecutionCommand({ executionArn }));
    }

    const events = text
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => JSON.parse(line) as Event[]);
    expect(events.map(({ id, type }) => [id, type])).toEqual([
      [1, 'ExecutionStarted'],
      [2, 'WaitStateEntered'],
      [3, 'ExecutionAborted'],
    ]);
    const rest = await (await feed(executionArn, '&after=2')).text();
    expect(JSON.parse(rest)).toMatchObject([{ id: 3, type: 'ExecutionAborted', timestamp: events[2]?.timestamp }]);
  });

  it.each(['us-east-1', 'eu-west-1'])(
    'gives what a job in %s wrote before the job’s end, where it is asked for',
    async (region) => {
      const sfn = new SFNClient({ ...running.client, region });
      const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn: await jobMachine(sfn) }));

      const told = (await (await feed(executionArn, '&logs=1')).text()).split('\n').filter((line) => line !== '');
      const again = (await (await feed(executionArn, '&logs=1')).text()).split('\n').filter((line) => line !== '');

      const lineAt = (text: string): number => told.findIndex((line) => line.includes(text));
      expect(told.filter((line) => line.includes('"message":"two"'))).toHaveLength(1);
      expect(lineAt('"message":"one"')).toBeGreaterThan(lineAt('TaskSubmitted'));
      expect(lineAt('"message":"two"')).toBeLessThan(lineAt('TaskSucceeded'));
      // Of an execution that is over, the lines come first, then the whole history.
      expect(again.map((line) => JSON.parse(line) as unknown)).toMatchObject([
        { logs: true },
        {
          job: { jobType: 'ProcessingJob', jobName: expect.stringMatching(/^says-/) },
          lines: [{ message: 'one' }, { message: 'two' }],
        },
        expect.arrayContaining([expect.objectContaining({ type: 'ExecutionSucceeded' })]),
      ]);
      sfn.destroy();
    },
  );

  it('goes on without the lines where the logs cannot be read, and says so', async () => {
    const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn: await jobMachine(sfn) }));
    using _refused = running.emulator.faults.refuse({
      service: 'logs',
      operation: 'FilterLogEvents',
      code: 'ThrottlingException',
      message: 'Rate exceeded',
    });

    const told = (await (await feed(executionArn, '&logs=1')).text()).split('\n').filter((line) => line !== '');

    expect(told.slice(0, 1)).toEqual(['{"logs":true}']);
    expect(told).toContain('{"logs":false}');
    expect(told.filter((line) => line.includes('"lines"'))).toEqual([]);
    expect(told.at(-1)).toContain('ExecutionSucceeded');
  });

  it('refuses an execution that there is not, and an event’s id that is none', async () => {
    const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn }));

    expect((await feed(`${executionArn}x`)).status).toBe(400);
    expect((await feed(executionArn, '&after=x')).status).toBe(400);
  });

  it('is not for web pages of other sites', async () => {
    const answer = await fetch(`${running.client.endpoint}/_stepmaker/history?executionArn=a`, {
      headers: { origin: 'https://example.com' },
    });

    expect(answer.status).toBe(403);
  });
});

let machines = 0;

/** A machine that waits for a job that says two lines. */
async function jobMachine(sfn: SFNClient): Promise<string | undefined> {
  machines += 1;
  const definition = JSON.stringify({
    StartAt: 'Job',
    States: {
      Job: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sagemaker:createProcessingJob.sync',
        Parameters: {
          ProcessingJobName: `says-${machines}`,
          RoleArn: 'arn:aws:iam::000000000000:role/any',
          AppSpecification: { ImageUri: SCIKIT_IMAGE, ContainerEntrypoint: ['python3', '-c', "print('one');print('two')"] },
          ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
        },
        End: true,
      },
    },
  });
  const roleArn = 'arn:aws:iam::000000000000:role/any';
  const made = await sfn.send(new CreateStateMachineCommand({ name: `waits-for-job-${machines}`, definition, roleArn }));
  return made.stateMachineArn;
}
