import type { OperationHandler } from '../../../core/service.ts';
import { spanOf, type TraceStore } from '../trace-store.ts';

/**
 * Returns traces by their ids, with all their segments.
 *
 * @see https://docs.aws.amazon.com/xray/latest/api/API_BatchGetTraces.html
 */
export function batchGetTraces(traces: TraceStore): OperationHandler<{ readonly TraceIds: readonly string[] }, object> {
  return ({ TraceIds }) => {
    const found = TraceIds.map((id) => ({ id, segments: traces.trace(id) }));
    return {
      Traces: found.flatMap(({ id, segments }) =>
        segments.length === 0
          ? []
          : [
              {
                Id: id,
                Duration: spanOf(segments).duration,
                LimitExceeded: false,
                Segments: segments.map((segment) => ({ Id: segment.id, Document: segment.document })),
              },
            ],
      ),
      UnprocessedTraceIds: found.flatMap(({ id, segments }) => (segments.length === 0 ? [id] : [])),
    };
  };
}
