import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

const BUCKET = 'map-results';

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
  await s3('CreateBucket', { Bucket: BUCKET });
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const s3 = <Output>(operation: string, input: object): Promise<Output> =>
  testMachines.emulator.aws.call<Output>('s3', operation, input, { caller: testMachines.emulator.rootCaller });

const read = async (Key: string): Promise<string> => {
  const { Body } = await s3<{ Body: AsyncIterable<Uint8Array> }>('GetObject', { Bucket: BUCKET, Key });
  return Buffer.concat(await Array.fromAsync(Body)).toString();
};

type States = Readonly<Record<string, object>>;

/** A Distributed Map whose items run through `states`. */
const map = (states: States, more: object = {}, executionType = 'STANDARD'): object => ({
  Each: {
    Type: 'Map',
    Label: 'Each',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: executionType },
      StartAt: Object.keys(states)[0],
      States: states,
    },
    End: true,
    ...more,
  },
});
const PASS: States = { One: { Type: 'Pass', End: true } };
const HOLD: States = { Hold: { Type: 'Wait', Seconds: 1000, End: true } };
/** Fails for the item 2 alone. */
const PICKY: States = {
  'Two?': { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 2, Next: 'No' }], Default: 'Yes' },
  No: { Type: 'Fail', Error: 'Two', Cause: 'it is two' },
  Yes: { Type: 'Pass', End: true },
};
const writer = (config?: object, Prefix?: string): object => ({
  ResultWriter: {
    Resource: 'arn:aws:states:::s3:putObject',
    Parameters: { Bucket: BUCKET, ...(Prefix === undefined ? {} : { Prefix }) },
    ...(config === undefined ? {} : { WriterConfig: config }),
  },
});

const mapRunOf = async (executionArn: string): Promise<string> => {
  const { mapRuns } = await testMachines.call<{ mapRuns: { mapRunArn: string }[] }>('ListMapRuns', { executionArn });
  return (mapRuns[0] as { mapRunArn: string }).mapRunArn;
};
interface Child {
  readonly executionArn: string;
  readonly status: string;
}
const childrenOf = async (mapRunArn: string, more: object = {}): Promise<readonly Child[]> =>
  (await testMachines.call<{ executions: readonly Child[] }>('ListExecutions', { mapRunArn, maxResults: 1000, ...more }))
    .executions;
const started = async (executionArn: string, children: number): Promise<string> => {
  await testMachines.until(executionArn, async () =>
    (await testMachines.history(executionArn)).some(({ type }) => type === 'MapRunStarted'),
  );
  const mapRunArn = await mapRunOf(executionArn);
  await testMachines.until(executionArn, async () => (await childrenOf(mapRunArn)).length === children);
  return mapRunArn;
};

describe('The children of a Map Run', () => {
  it.each(['STANDARD', 'EXPRESS'])('run for each of 120 items as %s executions', async (executionType) => {
    const items = Array.from({ length: 120 }, (_, index) => index);

    const { executionArn, output } = await testMachines.run(map(PASS, {}, executionType), items);

    expect(JSON.parse(output ?? '')).toEqual(items);
    expect(await childrenOf(await mapRunOf(executionArn), { statusFilter: 'SUCCEEDED' })).toHaveLength(120);
  });

  it('end with their parent, those that wait to be started too', async () => {
    const executionArn = await testMachines.start(
      await testMachines.create(map(HOLD)),
      Array.from({ length: 120 }, (_, index) => index),
    );
    await testMachines.until(executionArn, async () =>
      (await testMachines.history(executionArn)).some(({ type }) => type === 'MapRunStarted'),
    );

    await testMachines.call('StopExecution', { executionArn });

    const mapRunArn = await mapRunOf(executionArn);
    await expect.poll(() => childrenOf(mapRunArn, { statusFilter: 'RUNNING' })).toEqual([]);
    expect(await testMachines.call('DescribeMapRun', { mapRunArn })).toMatchObject({ status: 'ABORTED' });
  });

  it('fail the Map Run when they are stopped without an error or a cause', async () => {
    const executionArn = await testMachines.start(await testMachines.create(map(HOLD)), [1, 2]);
    const mapRunArn = await started(executionArn, 2);

    const [child] = await childrenOf(mapRunArn);
    await testMachines.call('StopExecution', { executionArn: child?.executionArn });

    expect(await testMachines.until(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
    });
    await expect.poll(async () => (await childrenOf(mapRunArn)).map(({ status }) => status)).toEqual(['ABORTED', 'ABORTED']);
  });

  it('are redriven with their parent alone', async () => {
    const { executionArn } = await testMachines.run(map(PICKY), [2]);
    const [child] = await childrenOf(await mapRunOf(executionArn));

    await expect(testMachines.call('RedriveExecution', { executionArn: child?.executionArn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
      message: 'Execution was started by a Map Run: redrive the parent execution instead',
    });
  });

  it.each([
    ['STANDARD', 'REDRIVABLE'],
    ['EXPRESS', 'REDRIVABLE_BY_MAP_RUN'],
  ])('that failed as %s executions are described as %s', async (executionType, redriveStatus) => {
    const { executionArn } = await testMachines.run(map(PICKY, {}, executionType), [2]);

    const [child] = await childrenOf(await mapRunOf(executionArn));

    expect(await testMachines.describe(child?.executionArn ?? '')).toMatchObject({
      status: 'FAILED',
      redriveCount: 0,
      redriveStatus,
    });
  });

  it('are redriven twice, and the Map Run keeps the date of its last redrive', async () => {
    const { executionArn } = await testMachines.run(map(PICKY), [1, 2]);
    for (const redriveCount of [1, 2]) {
      await testMachines.call('RedriveExecution', { executionArn });
      await testMachines.until(executionArn);

      const mapRunArn = await mapRunOf(executionArn);
      expect(await testMachines.call('DescribeMapRun', { mapRunArn })).toMatchObject({
        status: 'FAILED',
        redriveCount,
        redriveDate: expect.any(Date),
      });
      const redriven = (await childrenOf(mapRunArn, { redriveFilter: 'REDRIVEN' })) as readonly object[];
      expect(redriven).toMatchObject([{ redriveCount, redriveDate: expect.any(Date) }]);
      expect(await childrenOf(mapRunArn, { redriveFilter: 'NOT_REDRIVEN' })).toMatchObject([{ status: 'SUCCEEDED' }]);
    }
  });
});

describe('UpdateMapRun', () => {
  it('changes the tolerated percentage of a running Map Run', async () => {
    const executionArn = await testMachines.start(await testMachines.create(map(HOLD)), [1, 2]);
    const mapRunArn = await started(executionArn, 2);

    await testMachines.call('UpdateMapRun', { mapRunArn, toleratedFailurePercentage: 50 });
    const [child] = await childrenOf(mapRunArn);
    await testMachines.call('StopExecution', { executionArn: child?.executionArn });

    expect(await testMachines.call('DescribeMapRun', { mapRunArn })).toMatchObject({
      status: 'RUNNING',
      toleratedFailurePercentage: 50,
      executionCounts: { running: 1, aborted: 1 },
    });
    await testMachines.call('StopExecution', { executionArn });
  });
});

describe('A ResultWriter', () => {
  const files = async (output: string | undefined): Promise<Record<string, { Key: string; Size: number }[]>> => {
    const { ResultWriterDetails } = JSON.parse(output ?? '') as { ResultWriterDetails: { Key: string } };
    return JSON.parse(await read(ResultWriterDetails.Key)).ResultFiles;
  };

  it('writes failed children with their error, as executions that can be redriven', async () => {
    const { output, stateMachineArn } = await testMachines.run(
      map(PICKY, { ...writer(undefined, 'failed/'), ToleratedFailureCount: 1 }),
      [1, 2],
    );

    const { FAILED = [], SUCCEEDED = [] } = await files(output);

    expect(FAILED[0]?.Key).toMatch(/^failed\/[^/]+\/FAILED_0\.json$/);
    const [failed] = JSON.parse(await read(FAILED[0]?.Key ?? ''));
    expect(failed).toMatchObject({
      Cause: 'it is two',
      Error: 'Two',
      Input: '2',
      RedriveCount: 0,
      RedriveStatus: 'REDRIVABLE',
      StateMachineArn: `${stateMachineArn}/Each`,
      Status: 'FAILED',
    });
    expect(failed).not.toHaveProperty('Output');
    expect(failed).not.toHaveProperty('RedriveStatusReason');
    expect(JSON.parse(await read(SUCCEEDED[0]?.Key ?? ''))).toMatchObject([
      {
        Output: '1',
        RedriveStatus: 'NOT_REDRIVABLE',
        RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
        Status: 'SUCCEEDED',
      },
    ]);
  });

  it.each([
    ['COMPACT', 'JSON', 'json', '[[1,2],3]'],
    ['FLATTEN', 'JSON', 'json', '[1,2,3]'],
    ['FLATTEN', 'JSONL', 'jsonl', '1\n2\n3'],
  ])('with the transformation %s writes outputs alone as %s', async (Transformation, OutputType, extension, text) => {
    const { output } = await testMachines.run(map(PASS, writer({ Transformation, OutputType })), [[1, 2], 3]);

    const { SUCCEEDED = [] } = await files(output);

    expect(SUCCEEDED).toMatchObject([{ Key: expect.stringMatching(`^[^/]+/SUCCEEDED_0\\.${extension}$`), Size: text.length }]);
    expect(await read(SUCCEEDED[0]?.Key ?? '')).toBe(text);
  });

  it('finds Express children too', async () => {
    const { output } = await testMachines.run(map(PASS, writer(), 'EXPRESS'), [1]);

    const { SUCCEEDED = [] } = await files(output);

    expect(JSON.parse(await read(SUCCEEDED[0]?.Key ?? ''))).toMatchObject([
      { ExecutionArn: expect.stringContaining(':express:') },
    ]);
  });
});

describe('An ItemReader', () => {
  const reader = (Parameters: object): object => ({
    ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2', Parameters: { Bucket: BUCKET, ...Parameters } },
  });

  it('lists every page of a bucket', async () => {
    for (const name of ['a', 'b', 'c']) await s3('PutObject', { Bucket: BUCKET, Key: `pages/${name}`, Body: Buffer.from(name) });

    const { output } = await testMachines.run(map(PASS, reader({ Prefix: 'pages/', MaxKeys: 1 })));

    expect(JSON.parse(output ?? '').map(({ Key }: { Key: string }) => Key)).toEqual(['pages/a', 'pages/b', 'pages/c']);
  });

  it('gives no items for a prefix without objects', async () => {
    expect(await testMachines.run(map(PASS, reader({ Prefix: 'none/' })))).toMatchObject({ status: 'SUCCEEDED', output: '[]' });
  });
});
