import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandOutput,
  type MetricDataQuery,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoppedClock, startTestEmulator, type TestEmulator } from '../test-emulator.ts';

const MINUTE = 60_000;

/** Metrics `a` (at minutes 1, 2 and 3) and `b` (at minutes 1 and 3). */
const VALUES = { a: [1, 4, 9], b: [2, undefined, -0.5] } as const;

describe('GetMetricData with expressions', () => {
  const clock = new StoppedClock();
  const start = clock.now();
  let running: TestEmulator;
  let cloudwatch: CloudWatchClient;

  beforeAll(async () => {
    running = await startTestEmulator({ clock });
    cloudwatch = new CloudWatchClient(running.client);
    clock.advance(10 * MINUTE);
    const MetricData = Object.entries(VALUES).flatMap(([MetricName, values]) =>
      values.flatMap((Value, index) =>
        Value === undefined ? [] : [{ MetricName, Value, Timestamp: new Date(start + (index + 1) * MINUTE) }],
      ),
    );
    await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Math', MetricData }));
  });
  afterAll(() => running[Symbol.asyncDispose]());

  const metric = (name: string): MetricDataQuery => ({
    Id: name,
    ReturnData: false,
    MetricStat: { Metric: { Namespace: 'Math', MetricName: name }, Period: 60, Stat: 'Sum' },
  });
  const ask = (queries: readonly MetricDataQuery[]): Promise<GetMetricDataCommandOutput> =>
    cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(start + MINUTE),
        EndTime: new Date(start + 4 * MINUTE),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [...queries],
      }),
    );

  /** The values of an expression by minute, over all its series. */
  async function valuesOf(Expression: string): Promise<Record<string, number>[]> {
    const { MetricDataResults = [] } = await ask([metric('a'), metric('b'), { Id: 'e', Expression, Period: 60 }]);
    return MetricDataResults.map(({ Timestamps = [], Values = [] }) =>
      Object.fromEntries(Timestamps.map((at, index) => [(at.getTime() - start) / MINUTE, Values[index] as number])),
    );
  }

  it.each([
    ['a + b', [{ 1: 3, 3: 8.5 }]],
    ['a - 1', [{ 1: 0, 2: 3, 3: 8 }]],
    ['10 * a', [{ 1: 10, 2: 40, 3: 90 }]],
    ['-a', [{ 1: -1, 2: -4, 3: -9 }]],
    ['a / (b - b)', [{}]],
    ['a ^ 2', [{ 1: 1, 2: 16, 3: 81 }]],
    ['(1 + 2) * 3', [{ 1: 9, 2: 9, 3: 9 }]],
    ['a > 1 AND a <= 4', [{ 1: 0, 2: 1, 3: 0 }]],
    ['a < 2 || a >= 9', [{ 1: 1, 2: 0, 3: 1 }]],
    ['a == 4', [{ 1: 0, 2: 1, 3: 0 }]],
    ['a != 4', [{ 1: 1, 2: 0, 3: 1 }]],
    [
      '[a, b] + a',
      [
        { 1: 2, 2: 8, 3: 18 },
        { 1: 3, 3: 8.5 },
      ],
    ],
    [
      'a + [a, b]',
      [
        { 1: 2, 2: 8, 3: 18 },
        { 1: 3, 3: 8.5 },
      ],
    ],
    [
      '[a, b] + [b, a]',
      [
        { 1: 3, 3: 8.5 },
        { 1: 3, 3: 8.5 },
      ],
    ],
    [
      'METRICS()',
      [
        { 1: 1, 2: 4, 3: 9 },
        { 1: 2, 3: -0.5 },
      ],
    ],
    ['METRICS("b")', [{ 1: 2, 3: -0.5 }]],
    ['SUM(METRICS())', [{ 1: 3, 2: 4, 3: 8.5 }]],
    ['AVG([a, b])', [{ 1: 1.5, 2: 4, 3: 4.25 }]],
    ['MAX(a)', [{ 1: 9, 2: 9, 3: 9 }]],
    ['MIN(b)', [{ 1: -0.5, 2: -0.5, 3: -0.5 }]],
    ['STDDEV(5)', [{ 1: 5, 2: 5, 3: 5 }]],
    ['ABS(b)', [{ 1: 2, 3: 0.5 }]],
    ['CEIL(b) - FLOOR(b)', [{ 1: 0, 3: 1 }]],
    ['FLOOR(2.5)', [{ 1: 2, 2: 2, 3: 2 }]],
    ['ROUND(a / 8, 1)', [{ 1: 0.1, 2: 0.5, 3: 1.1 }]],
    ['ROUND(2.6)', [{ 1: 3, 2: 3, 3: 3 }]],
    ['IF(a > 2, a, 0)', [{ 1: 0, 2: 4, 3: 9 }]],
    ['IF(a > 2, b)', [{ 3: -0.5 }]],
    ['IF(1, a, b)', [{ 1: 1, 2: 4, 3: 9 }]],
    ['IF(0, a, b)', [{ 1: 2, 3: -0.5 }]],
    ['FILL(b, 0)', [{ 1: 2, 2: 0, 3: -0.5 }]],
    ['FILL(b, REPEAT)', [{ 1: 2, 2: 2, 3: -0.5 }]],
    ['FILL(b, a)', [{ 1: 2, 2: 4, 3: -0.5 }]],
    ['FILL(7, 0)', [{ 1: 7, 2: 7, 3: 7 }]],
    ['DIFF(a)', [{ 2: 3, 3: 5 }]],
    ['DIFF_TIME(b)', [{ 3: 120 }]],
    ['RATE(a)', [{ 2: 0.05, 3: 5 / 60 }]],
    ['RUNNING_SUM(a)', [{ 1: 1, 2: 5, 3: 14 }]],
    ['a * PERIOD(a)', [{ 1: 60, 2: 240, 3: 540 }]],
    ['LOG10(100)', [{ 1: 2, 2: 2, 3: 2 }]],
    ['1 / 0', [{}]],
    ['SUM(a / (b - b))', [{}]],
    ['FILL(DIFF(a), REPEAT)', [{ 2: 3, 3: 5 }]],
    ['RATE(5)', [{ 1: 0, 2: 0, 3: 0 }]],
  ] as const)('%s', async (expression, expected) => {
    expect(await valuesOf(expression)).toEqual(expected);
  });

  it.each([
    ['a +', 'ValidationError'],
    ['(a', 'ValidationError'],
    ['a b', 'ValidationError'],
    ['a ? b', 'ValidationError'],
    ['missing * 2', 'ValidationError'],
    ['e + 1', 'ValidationError'],
    ['"text"', 'ValidationError'],
    ['NOSUCH(a)', 'ValidationError'],
    ['IF(a)', 'ValidationError'],
    ['[a, b, a] + [a, b]', 'ValidationError'],
    ['METRICS(a)', 'ValidationError'],
    ['PERIOD(5)', 'ValidationError'],
    ['a + )', 'ValidationError'],
    ['SEARCH("x")', 'NotImplemented'],
    ['FILL(b, LINEAR)', 'NotImplemented'],
  ])('refuses %s', async (expression, kind) => {
    const failure = await valuesOf(expression).catch((error: Error) => error);

    expect(failure).toMatchObject({
      name: kind === 'NotImplemented' ? kind : expect.stringMatching(/^(InvalidParameterValue|ValidationError)/),
    });
  });

  it.each([
    ['two queries of one id', [metric('a'), metric('a')]],
    ['a query with a metric and an expression', [{ ...metric('a'), Expression: '1' }]],
    ['a query with neither', [{ Id: 'a' }]],
  ])('refuses %s', async (_, queries) => {
    await expect(ask(queries)).rejects.toMatchObject({ name: expect.stringMatching(/^InvalidParameter/) });
  });
});
