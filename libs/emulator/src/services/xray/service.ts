import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { batchGetTraces } from './operations/batch-get-traces.ts';
import { getSamplingRules } from './operations/get-sampling-rules.ts';
import { getSamplingTargets } from './operations/get-sampling-targets.ts';
import { getTraceSummaries } from './operations/get-trace-summaries.ts';
import { putTelemetryRecords } from './operations/put-telemetry-records.ts';
import { putTraceSegments } from './operations/put-trace-segments.ts';
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
      PutTelemetryRecords: putTelemetryRecords(),
      PutTraceSegments: putTraceSegments(traces),
    },
  };
}
