import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { putTraceSegments } from './operations/put-trace-segments.ts';
import { batchGetTraces, getTraceSummaries } from './operations/read-traces.ts';
import { getSamplingRules, getSamplingTargets } from './operations/sampling.ts';
import { TraceStore } from './trace-store.ts';

/** AWS X-Ray: segments are kept as they are sent, and traces read back. */
export function createXRayService({ store, clock }: Runtime): Service {
  const traces = new TraceStore(store);
  const startedAt = clock.now();
  return {
    id: 'xray',
    start: () => traces.expire(clock.now() / 1000),
    operations: {
      BatchGetTraces: batchGetTraces(traces),
      GetSamplingRules: getSamplingRules(startedAt),
      GetSamplingTargets: getSamplingTargets(startedAt),
      GetTraceSummaries: getTraceSummaries(traces),
      // Statistics of a daemon about itself, which no operation of AWS's API reads back.
      PutTelemetryRecords: () => ({}),
      PutTraceSegments: putTraceSegments(traces),
    },
  };
}
