import type { DeploymentOutput } from '@stepmaker/asl/pipeline/deployment';
import { checkedOutput } from '../execution/checked-output.ts';

/** Fields of an output that must be text for it to be the deployment machine's. */
const TEXTS = [
  'EndpointName',
  'EndpointAction',
  'EndpointConfigName',
  'ModelName',
] as const satisfies readonly (keyof DeploymentOutput)[];

/**
 * An execution's output as the deployment machine's.
 *
 * @throws TypeError when it is the output of another state machine, with the members that are missing
 */
export function deploymentOutput(output: unknown, executionArn: string): DeploymentOutput {
  return checkedOutput(output, { executionArn, machine: 'the deployment machine', texts: TEXTS });
}
