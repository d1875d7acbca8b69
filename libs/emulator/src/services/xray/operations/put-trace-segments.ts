import type { OperationHandler } from '../../../core/service.ts';
import type { SegmentDocument, TraceStore } from '../trace-store.ts';

interface Input {
  readonly TraceSegmentDocuments: readonly string[];
}

interface Output {
  readonly UnprocessedTraceSegments: readonly { readonly Id?: string; readonly ErrorCode: string; readonly Message: string }[];
}

/**
 * Stores segments; unreadable ones are returned as unprocessed.
 *
 * @see https://docs.aws.amazon.com/xray/latest/api/API_PutTraceSegments.html
 */
export function putTraceSegments(traces: TraceStore): OperationHandler<Input, Output> {
  return ({ TraceSegmentDocuments }) => ({
    UnprocessedTraceSegments: TraceSegmentDocuments.flatMap((document) => {
      const problem = keep(traces, document);
      return problem === undefined ? [] : [problem];
    }),
  });
}

function keep(traces: TraceStore, document: string): Output['UnprocessedTraceSegments'][number] | undefined {
  let segment: SegmentDocument;
  try {
    segment = JSON.parse(document) as SegmentDocument;
  } catch {
    return { ErrorCode: 'ParseError', Message: 'Invalid segment. ErrorCode: ParseError' };
  }
  const { trace_id: traceId, id, start_time: startTime, end_time: endTime, name } = segment;
  const invalid = (field: string): Output['UnprocessedTraceSegments'][number] => ({
    ...(typeof id === 'string' && { Id: id }),
    ErrorCode: 'InvalidField',
    Message: `Invalid segment. ErrorCode: InvalidField, Field: ${field}`,
  });
  if (typeof id !== 'string' || !/^[0-9a-f]{16}$/u.test(id)) return invalid('id');
  if (typeof traceId !== 'string' || !/^1-[0-9a-f]{8}-[0-9a-f]{24}$/u.test(traceId)) return invalid('trace_id');
  if (typeof name !== 'string') return invalid('name');
  if (typeof startTime !== 'number') return invalid('start_time');
  if (typeof endTime !== 'number' && segment.in_progress !== true) return invalid('end_time');
  traces.put({ traceId, id, startTime, ...(endTime === undefined ? {} : { endTime }), document });
  return undefined;
}
