import type { PipelineOutput } from '@stepmaker/asl/pipeline';
import type { Deployment } from '../targets/deployment.ts';

const serving = new WeakMap<Deployment, Promise<PipelineOutput>>();

/** An endpoint that serves under the deployment's own name; the first test that asks pays for the execution. */
export function servingEndpoint(deployment: Deployment): Promise<PipelineOutput> {
  let output = serving.get(deployment);
  if (output === undefined) {
    output = deployment.pipeline.startExecution({ Seed: 1 }).then((execution) => execution.result());
    serving.set(deployment, output);
  }
  return output;
}
