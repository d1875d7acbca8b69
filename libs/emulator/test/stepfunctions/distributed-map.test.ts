import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
  const caller = testMachines.emulator.rootCaller;
  await testMachines.emulator.aws.call('s3', 'CreateBucket', { Bucket: 'map-data' }, { caller });
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const map = (more: object, executionType = 'STANDARD'): object => ({
  Each: {
    Type: 'Map',
    Label: 'Each',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: executionType },
      StartAt: 'One',
      States: { One: { Type: 'Pass', End: true } },
    },
    End: true,
    ...more,
  },
});

const put = (Key: string, text: string): Promise<unknown> =>
  testMachines.emulator.aws.call(
    's3',
    'PutObject',
    { Bucket: 'map-data', Key, Body: Buffer.from(text) },
    { caller: testMachines.emulator.rootCaller },
  );

describe('a Distributed Map', () => {
  it.each(['STANDARD', 'EXPRESS'])('runs each item as a separate %s execution', async (executionType) => {
    const { executionArn, output, stateMachineArn } = await testMachines.run(map({}, executionType), [1, 2, 3]);

    expect(output).toBe('[1,2,3]');
    const { mapRuns } = await testMachines.call<{ mapRuns: { mapRunArn: string }[] }>('ListMapRuns', { executionArn });
    const { mapRunArn } = mapRuns[0] as { mapRunArn: string };
    const run = await testMachines.call('DescribeMapRun', { mapRunArn });
    expect(run).toMatchObject({ status: 'SUCCEEDED', executionCounts: { total: 3, succeeded: 3 }, itemCounts: { succeeded: 3 } });
    const { executions } = await testMachines.call<{ executions: object[] }>('ListExecutions', { mapRunArn });
    expect(executions).toHaveLength(3);
    expect(executions[0]).toMatchObject({ status: 'SUCCEEDED', mapRunArn, stateMachineArn: `${stateMachineArn}/Each` });
  });

  it('reads items from a CSV in S3', async () => {
    await put('items.csv', 'name,size\na,1\nb,2\n');

    const { output } = await testMachines.run(
      map({
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
          Parameters: { Bucket: 'map-data', Key: 'items.csv' },
        },
      }),
    );

    expect(JSON.parse(output ?? '')).toEqual([
      { name: 'a', size: '1' },
      { name: 'b', size: '2' },
    ]);
  });

  it('lists objects of a bucket as items', async () => {
    await put('list/a.txt', 'a');
    await put('list/b.txt', 'bb');

    const { output } = await testMachines.run(
      map({
        ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2', Parameters: { Bucket: 'map-data', Prefix: 'list/' } },
      }),
    );

    expect(JSON.parse(output ?? '')).toMatchObject([
      { Key: 'list/a.txt', Size: 1 },
      { Key: 'list/b.txt', Size: 2 },
    ]);
  });

  it('writes results and a manifest to S3', async () => {
    const { output } = await testMachines.run(
      map({ ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'map-data', Prefix: 'out' } } }),
      ['x'],
    );

    const { ResultWriterDetails, MapRunArn } = JSON.parse(output ?? '');
    const read = async (Key: string): Promise<unknown> => {
      const { Body } = await testMachines.emulator.aws.call<{ Body: AsyncIterable<Uint8Array> }>(
        's3',
        'GetObject',
        { Bucket: 'map-data', Key },
        { caller: testMachines.emulator.rootCaller },
      );
      return JSON.parse(Buffer.concat(await Array.fromAsync(Body)).toString());
    };
    const manifest = (await read(ResultWriterDetails.Key)) as { ResultFiles: { SUCCEEDED: { Key: string }[] } };
    expect(manifest).toMatchObject({ DestinationBucket: 'map-data', MapRunArn, ResultFiles: { FAILED: [], PENDING: [] } });
    expect(await read(manifest.ResultFiles.SUCCEEDED[0]?.Key ?? '')).toMatchObject([
      { Input: '"x"', Output: '"x"', Status: 'SUCCEEDED' },
    ]);
  });

  it.each(['STANDARD', 'EXPRESS'])('is redriven with its failed %s children alone', async (executionType) => {
    const name = `late-${executionType}`;
    const activity = `arn:aws:states:us-east-1:000000000000:activity:${name}`;
    const looks = {
      StartAt: 'Easy?',
      States: {
        'Easy?': { Type: 'Choice', Choices: [{ Variable: '$', NumericLessThan: 3, Next: 'Easy' }], Default: 'Look' },
        Easy: { Type: 'Pass', End: true },
        Look: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:sfn:describeActivity',
          Parameters: { ActivityArn: activity },
          ResultPath: null,
          End: true,
        },
      },
    };
    const processor = { ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: executionType }, ...looks } };
    const failed = await testMachines.run(map(processor), [1, 2, 3]);
    const { mapRuns } = await testMachines.call<{ mapRuns: { mapRunArn: string }[] }>('ListMapRuns', {
      executionArn: failed.executionArn,
    });
    const { mapRunArn } = mapRuns[0] as { mapRunArn: string };
    const childrenBefore = await testMachines.call<{ executions: { name: string; status: string }[] }>('ListExecutions', {
      mapRunArn,
    });
    await testMachines.call('CreateActivity', { name });

    await testMachines.call('RedriveExecution', { executionArn: failed.executionArn });
    const redriven = await testMachines.until(failed.executionArn);

    expect(failed).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
    expect(childrenBefore.executions.map(({ status }) => status)).toContain('FAILED');
    expect(redriven).toMatchObject({ status: 'SUCCEEDED', output: '[1,2,3]', redriveCount: 1 });
    expect(await testMachines.call('DescribeMapRun', { mapRunArn })).toMatchObject({
      status: 'SUCCEEDED',
      redriveCount: 1,
      executionCounts: { total: 3, succeeded: 3, failed: 0 },
    });
    const types = (await testMachines.history(failed.executionArn)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['MapRunFailed', 'ExecutionRedriven', 'MapRunRedriven', 'MapRunSucceeded']));
  });

  it('is listed and can be slowed down while it runs', async () => {
    const executionArn = await testMachines.start(
      await testMachines.create(
        map({
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'Hold',
            States: { Hold: { Type: 'Wait', Seconds: 1000, End: true } },
          },
        }),
      ),
      [1, 2],
    );
    await testMachines.until(executionArn, async () =>
      (await testMachines.history(executionArn)).some(({ type }) => type === 'MapRunStarted'),
    );
    const { mapRuns } = await testMachines.call<{ mapRuns: { mapRunArn: string }[] }>('ListMapRuns', { executionArn });
    const { mapRunArn } = mapRuns[0] as { mapRunArn: string };

    await testMachines.call('UpdateMapRun', { mapRunArn, maxConcurrency: 1, toleratedFailureCount: 1 });
    const running = await testMachines.call('DescribeMapRun', { mapRunArn });
    await testMachines.call('StopExecution', { executionArn });

    expect(running).toMatchObject({
      status: 'RUNNING',
      maxConcurrency: 1,
      toleratedFailureCount: 1,
      executionCounts: { running: 2 },
    });
    await expect
      .poll(async () => {
        const { executions } = await testMachines.call<{ executions: { status: string }[] }>('ListExecutions', { mapRunArn });
        return executions.map(({ status }) => status);
      })
      .toEqual(['ABORTED', 'ABORTED']);
    expect(await testMachines.call('DescribeMapRun', { mapRunArn })).toMatchObject({ status: 'ABORTED' });
    await expect(testMachines.call('UpdateMapRun', { mapRunArn, maxConcurrency: 2 })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });
});
