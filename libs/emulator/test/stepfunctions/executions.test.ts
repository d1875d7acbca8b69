import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

const PASS = { Done: { Type: 'Pass', End: true } };
const HOLD = { Hold: { Type: 'Wait', Seconds: 1000, End: true } };

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
});
afterAll(() => testMachines[Symbol.asyncDispose]());

describe('StartExecution', () => {
  it('takes the same name and input again while the execution runs', async () => {
    const machine = await testMachines.create(HOLD);

    const first = await testMachines.start(machine, { a: 1 }, 'same');
    const second = await testMachines.start(machine, { a: 1 }, 'same');

    expect(second).toBe(first);
    await expect(testMachines.start(machine, { a: 2 }, 'same')).rejects.toMatchObject({
      code: 'ExecutionAlreadyExists',
      message: `Execution Already Exists: '${first}'`,
    });
  });

  it('does not take the name of an execution that has ended', async () => {
    const machine = await testMachines.create(PASS);
    await testMachines.until(await testMachines.start(machine, {}, 'once'));

    await expect(testMachines.start(machine, {}, 'once')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  });

  it('says where an input stops being JSON', async () => {
    const stateMachineArn = await testMachines.create(PASS);

    await expect(testMachines.call('StartExecution', { stateMachineArn, input: 'not json' })).rejects.toMatchObject({
      code: 'InvalidExecutionInput',
      message: expect.stringMatching(/^Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting/),
    });
  });

  it('refuses a state machine that is not there', async () => {
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:none';

    await expect(testMachines.call('StartExecution', { stateMachineArn })).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
      message: `State Machine Does Not Exist: '${stateMachineArn}'`,
    });
  });
});

describe('GetExecutionHistory', () => {
  it('pages forwards and backwards over the same events', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`S${i}`, { Type: 'Pass', ...(i === 19 ? { End: true } : { Next: `S${i + 1}` }) }]),
    );
    const { executionArn } = await testMachines.run(chain);
    const pages = async (reverseOrder: boolean): Promise<number[]> => {
      const ids: number[] = [];
      let nextToken: string | undefined;
      do {
        const page: { events: { id: number }[]; nextToken?: string } = await testMachines.call('GetExecutionHistory', {
          executionArn,
          reverseOrder,
          maxResults: 7,
          nextToken,
        });
        ids.push(...page.events.map(({ id }) => id));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return ids;
    };

    const forwards = await pages(false);

    expect(forwards).toEqual(Array.from({ length: 42 }, (_, i) => i + 1));
    expect(await pages(true)).toEqual(forwards.toReversed());
  });

  it('leaves data out when asked to', async () => {
    const { executionArn } = await testMachines.run(PASS, { secret: 1 });

    const history = await testMachines.call('GetExecutionHistory', { executionArn, includeExecutionData: false });

    expect(JSON.stringify(history)).not.toContain('secret');
  });
});

describe('ListExecutions', () => {
  it('is newest first, by status, in pages', async () => {
    const machine = await testMachines.create({ Hold: { Type: 'Wait', SecondsPath: '$.seconds', End: true } });
    const ended = [];
    for (const name of ['a', 'b', 'c']) ended.push(await testMachines.start(machine, { seconds: 0 }, name));
    await Promise.all(ended.map((arn) => testMachines.until(arn)));
    await testMachines.start(machine, { seconds: 1000 }, 'd');
    type Page = { executions: { name: string }[]; nextToken?: string };

    const all = await testMachines.call<Page>('ListExecutions', { stateMachineArn: machine });
    const running = await testMachines.call<Page>('ListExecutions', { stateMachineArn: machine, statusFilter: 'RUNNING' });
    const first = await testMachines.call<Page>('ListExecutions', { stateMachineArn: machine, maxResults: 3 });
    const second = await testMachines.call<Page>('ListExecutions', {
      stateMachineArn: machine,
      maxResults: 3,
      nextToken: first.nextToken,
    });

    expect(all.executions.map(({ name }) => name)).toEqual(['d', 'c', 'b', 'a']);
    expect(running.executions.map(({ name }) => name)).toEqual(['d']);
    expect(second.executions.map(({ name }) => name)).toEqual(['a']);
    expect(second.nextToken).toBeUndefined();
  });
});

describe('StopExecution', () => {
  it('aborts with the given error and cause, once', async () => {
    const executionArn = await testMachines.start(await testMachines.create(HOLD));

    await testMachines.call('StopExecution', { executionArn, error: 'Enough', cause: 'no more' });
    const stopped = await testMachines.describe(executionArn);
    await testMachines.call('StopExecution', { executionArn, error: 'Again' });

    expect(stopped).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'no more' });
    expect(await testMachines.describe(executionArn)).toEqual(stopped);
  });
});

describe('RedriveExecution', () => {
  it('continues from the state that failed', async () => {
    const machine = await testMachines.create({
      First: { Type: 'Pass', Next: 'Call' },
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:sfn:describeActivity',
        Parameters: { 'ActivityArn.$': '$.activity' },
        End: true,
      },
    });
    const activity = 'arn:aws:states:us-east-1:000000000000:activity:late';
    const failed = await testMachines.until(await testMachines.start(machine, { activity }));
    await testMachines.call('CreateActivity', { name: 'late' });

    await testMachines.call('RedriveExecution', { executionArn: failed.executionArn });
    const redriven = await testMachines.until(failed.executionArn);

    expect(failed).toMatchObject({ status: 'FAILED', error: 'Sfn.ActivityDoesNotExistException', redriveStatus: 'REDRIVABLE' });
    expect(redriven).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
    const types = (await testMachines.history(failed.executionArn)).map(({ type }) => type);
    expect(types.filter((type) => type === 'PassStateEntered')).toHaveLength(1);
    expect(types).toContain('ExecutionRedriven');
  });

  it('refuses what has succeeded', async () => {
    const { executionArn } = await testMachines.run(PASS);

    await expect(testMachines.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
      message: 'Execution is SUCCEEDED and cannot be redriven',
    });
  });
});

describe('Express executions', () => {
  it('answer StartSyncExecution with their result', async () => {
    const stateMachineArn = await testMachines.create(
      { Add: { Type: 'Pass', Result: { b: 2 }, ResultPath: '$.r', End: true } },
      'EXPRESS',
    );

    const result = await testMachines.call('StartSyncExecution', { stateMachineArn, input: '{"a":1}' });

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1,"r":{"b":2}}', input: '{"a":1}' });
  });

  it('are not listed by ListExecutions, nor Standard ones of StartSyncExecution', async () => {
    const express = await testMachines.create(PASS, 'EXPRESS');
    const standard = await testMachines.create(PASS);
    const refusal = {
      code: 'StateMachineTypeNotSupported',
      message: 'This operation is not supported by this type of state machine',
    };

    await expect(testMachines.call('ListExecutions', { stateMachineArn: express })).rejects.toMatchObject(refusal);
    await expect(testMachines.call('StartSyncExecution', { stateMachineArn: standard })).rejects.toMatchObject(refusal);
  });
});

describe('JSONata', () => {
  it('is evaluated without mixing up the order of what happens', async () => {
    const jsonata = (Output: string, next: object): object => ({ Type: 'Pass', QueryLanguage: 'JSONata', Output, ...next });

    const { executionArn, output } = await testMachines.run(
      {
        Sum: jsonata('{% $sum($states.input) %}', { Next: 'Twice' }),
        Twice: jsonata('{% $states.input * 2 %}', { End: true }),
      },
      [1, 2, 3],
    );

    expect(output).toBe('12');
    const entered = (await testMachines.history(executionArn)).filter(({ type }) => type === 'PassStateEntered');
    expect(entered.map(({ stateEnteredEventDetails }) => stateEnteredEventDetails)).toMatchObject([
      { name: 'Sum', input: '[1,2,3]' },
      { name: 'Twice', input: '6' },
    ]);
  });

  it('can be stopped, and says where an expression fails', async () => {
    const failing = { Pick: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $number("x") %}', End: true } };

    const { status, error } = await testMachines.run(failing);

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });
});

describe('a thousand executions', () => {
  it('that wait on timers leave API calls to be answered', async () => {
    const machine = await testMachines.create(HOLD);
    const waiting: string[] = [];
    for (let i = 0; i < 1000; i += 1) waiting.push(await testMachines.start(machine));

    const { executionArn } = await testMachines.run(PASS);

    expect((await testMachines.describe(executionArn)).status).toBe('SUCCEEDED');
    expect((await testMachines.describe(waiting[0] as string)).status).toBe('RUNNING');
  });
});
