import { notServed } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Segment, type SegmentDocument, spanOf, type TraceStore } from '../trace-store.ts';

interface SummariesInput {
  readonly StartTime: Date;
  readonly EndTime: Date;
  readonly FilterExpression?: string;
}

/**
 * Lists the traces of a time range in summary.
 *
 * @see https://docs.aws.amazon.com/xray/latest/api/API_GetTraceSummaries.html
 */
export function getTraceSummaries(traces: TraceStore): OperationHandler<SummariesInput, object> {
  return ({ StartTime, EndTime, FilterExpression }) => {
    const filter = filterOf(FilterExpression);
    const ids = traces.traceIds(StartTime.getTime() / 1000, EndTime.getTime() / 1000);
    const summaries = ids
      .map((id) => summary(id, traces.trace(id)))
      .filter(({ names }) => filter === undefined || names.includes(filter));
    return {
      TraceSummaries: summaries.map(({ names: _, ...rest }) => rest),
      ApproximateTime: EndTime,
      TracesProcessedCount: ids.length,
    };
  };
}

/** `service("name")` is the one filter expression that is served. @throws AwsError for another */
function filterOf(expression: string | undefined): string | undefined {
  if (expression === undefined || expression === '') return undefined;
  const name = /^service\("([^"]+)"\)$/u.exec(expression)?.[1];
  if (name === undefined) throw notServed('X-Ray GetTraceSummaries with a FilterExpression other than service("name")');
  return name;
}

function summary(
  id: string,
  segments: readonly Segment[],
): { readonly names: readonly string[] } & Readonly<Record<string, unknown>> {
  const documents = segments.map(({ document }) => JSON.parse(document) as SegmentDocument);
  const { start, duration } = spanOf(segments);
  const names = [...new Set(documents.map(({ name = '' }) => name))];
  const annotations = documents.flatMap((document) => Object.entries(document.annotations ?? {}));
  return {
    names,
    Id: id,
    StartTime: new Date(start * 1000),
    Duration: duration,
    ResponseTime: duration,
    HasFault: documents.some(({ fault }) => fault === true),
    HasError: documents.some(({ error }) => error === true),
    HasThrottle: documents.some(({ throttle }) => throttle === true),
    IsPartial: segments.some(({ endTime }) => endTime === undefined),
    Annotations: Object.fromEntries(annotations.map(([key, value]) => [key, [{ AnnotationValue: annotationValue(value) }]])),
    ServiceIds: names.map((Name) => ({ Name, Names: [Name] })),
    Revision: 1,
    MatchedEventTime: new Date(start * 1000),
  };
}

function annotationValue(value: string | number | boolean): object {
  if (typeof value === 'number') return { NumberValue: value };
  return typeof value === 'boolean' ? { BooleanValue: value } : { StringValue: value };
}
