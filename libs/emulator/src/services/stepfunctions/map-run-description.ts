import type { MapRunDescription } from '@stepmaker/asl-interpreter';
import type { MapRun } from './map-run-store.ts';
import type { StepFunctions } from './step-functions.ts';

/** The state of a Map Run: from the engine while its execution runs, afterwards as it was stored at the end. */
export function mapRunDescription(sfn: StepFunctions, run: MapRun): MapRunDescription {
  return sfn.host.running(run.execution)?.engine.mapRun(run.mapRunId) ?? run.description;
}
