import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../../test/test-emulator.ts';

const SEGMENT = {
  id: '0123456789abcdef',
  trace_id: '1-12345678-0123456789abcdef01234567',
  name: 'run',
  start_time: 1,
  end_time: 2,
};

let running: TestEmulator;
beforeAll(async () => {
  running = await startTestEmulator();
});
afterAll(() => running[Symbol.asyncDispose]());

const put = async (...segments: readonly (object | string)[]): Promise<readonly object[]> => {
  const TraceSegmentDocuments = segments.map((segment) => (typeof segment === 'string' ? segment : JSON.stringify(segment)));
  const caller = running.emulator.rootCaller;
  const input = { TraceSegmentDocuments };
  const answer = await running.emulator.aws.call<{ UnprocessedTraceSegments: object[] }>('xray', 'PutTraceSegments', input, {
    caller,
  });
  return answer.UnprocessedTraceSegments;
};

describe('PutTraceSegments', () => {
  it('takes segments that have ended and segments in progress', async () => {
    expect(await put(SEGMENT, { ...SEGMENT, end_time: undefined, in_progress: true })).toEqual([]);
  });

  it.each<[string, object | string, object]>([
    ['is not JSON', '{', { ErrorCode: 'ParseError' }],
    ['has no id', { ...SEGMENT, id: 1 }, { ErrorCode: 'InvalidField', Message: expect.stringContaining('Field: id') }],
    ['has an id of another form', { ...SEGMENT, id: 'x' }, { Id: 'x', Message: expect.stringContaining('Field: id') }],
    [
      'has no trace',
      { ...SEGMENT, trace_id: undefined },
      { Id: SEGMENT.id, Message: expect.stringContaining('Field: trace_id') },
    ],
    ['has a trace of another form', { ...SEGMENT, trace_id: '1-2-3' }, { Message: expect.stringContaining('Field: trace_id') }],
    ['has no name', { ...SEGMENT, name: undefined }, { Message: expect.stringContaining('Field: name') }],
    ['has no start', { ...SEGMENT, start_time: 'now' }, { Message: expect.stringContaining('Field: start_time') }],
    [
      'has neither an end nor progress',
      { ...SEGMENT, end_time: undefined },
      { Message: expect.stringContaining('Field: end_time') },
    ],
  ])('returns a segment that %s, and takes the others', async (_what, segment, problem) => {
    expect(await put(SEGMENT, segment)).toEqual([expect.objectContaining(problem)]);
  });
});

describe('GetTraceSummaries', () => {
  const summaries = async (FilterExpression?: string): Promise<readonly Record<string, unknown>[]> => {
    const input = { StartTime: new Date(999_000), EndTime: new Date(2_000_000), FilterExpression };
    const caller = running.emulator.rootCaller;
    const answer = await running.emulator.aws.call<{ TraceSummaries: Record<string, unknown>[] }>(
      'xray',
      'GetTraceSummaries',
      input,
      {
        caller,
      },
    );
    return answer.TraceSummaries;
  };

  beforeAll(async () => {
    const times = { start_time: 1000, end_time: 1002 };
    const annotations = { text: 'a', count: 3, flag: true };
    await put(
      { ...SEGMENT, ...times, trace_id: '1-00000000-000000000000000000000001', name: 'first', fault: true, annotations },
      { ...SEGMENT, ...times, trace_id: '1-00000000-000000000000000000000002', name: 'second', error: true, throttle: true },
    );
  });

  it('says what went wrong in a trace, how long it took, and its annotations by type', async () => {
    expect(await summaries('service("first")')).toEqual([
      expect.objectContaining({
        Id: '1-00000000-000000000000000000000001',
        Duration: 2,
        HasFault: true,
        HasError: false,
        IsPartial: false,
        Annotations: {
          text: [{ AnnotationValue: { StringValue: 'a' } }],
          count: [{ AnnotationValue: { NumberValue: 3 } }],
          flag: [{ AnnotationValue: { BooleanValue: true } }],
        },
      }),
    ]);
    expect(await summaries('service("second")')).toEqual([
      expect.objectContaining({ HasFault: false, HasError: true, HasThrottle: true }),
    ]);
  });

  it('lists all traces of the time range without a filter, and refuses filters that are not served', async () => {
    expect((await summaries('')).map(({ Id }) => Id)).toEqual(expect.arrayContaining(['1-00000000-000000000000000000000002']));
    await expect(summaries('duration > 5')).rejects.toThrow(/FilterExpression other than service/);
  });
});
