import type { PipelineEvent } from './pipeline-event.ts';

/** Locations of an execution's artifacts; all `s3://` URIs. */
export interface ExecutionArtifacts {
  /** The run's id: the execution's name, made fit for names of SageMaker, with a short hash. */
  readonly runId: string;
  /** The prefix with the preprocessed data. */
  readonly processedDataUri: string;
  /** The prefix with `evaluation.json`, `predictions.csv`, `report.html` and `verdict.json`. */
  readonly evaluationUri: string;
  readonly reportUri: string;
  /** `model.tar.gz`, once the training has succeeded. */
  readonly modelDataUrl?: string;
}

/** Variables of an execution's states. @throws Error when it has not set them */
export function artifactsIn(events: readonly PipelineEvent[], name: string): ExecutionArtifacts {
  const variables: Record<string, unknown> = {};
  for (const event of events) if (event.type === 'StateExited') Object.assign(variables, event.variables);
  const { Id: runId, Data: processed } = (variables['Run'] ?? {}) as { readonly Id?: string; readonly Data?: string };
  const modelDataUrl = variables['ModelDataUrl'];
  const bucket = /^s3:\/\/[^/]+/.exec(processed ?? '')?.[0];
  if (runId === undefined || bucket === undefined)
    throw new Error(`The execution ${name} has not made anything yet: it has not come to the state Prepare`);
  const evaluationUri = `${bucket}/evaluation/${runId}/`;
  return {
    runId,
    processedDataUri: `${processed}/`,
    evaluationUri,
    reportUri: `${evaluationUri}report.html`,
    ...(typeof modelDataUrl === 'string' && { modelDataUrl }),
  };
}
