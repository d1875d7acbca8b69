import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { deployStack } from '@stepmaker/stack-deployer';

/** A template to be deployed as a stack. */
export interface DeployOptions {
  readonly cloudformation: CloudFormationClient;
  readonly stackName: string;
  readonly templateBody: string;
  /** @default - the template's defaults */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Time between two looks at the stack, in milliseconds. @default 50: for the embedded AWS; AWS throttles long before that */
  readonly pollIntervalMillis?: number;
  /** Ends the waiting, not the deployment. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Deploys a template through CloudFormation without output and questions: creates the stack, or updates it where the template has changed.
 * A stack that failed is repaired first. Returns the stack's outputs.
 *
 * @throws Error with the first resource's reason when the stack cannot be deployed
 */
export async function deployTemplate({ pollIntervalMillis = 50, ...options }: DeployOptions): Promise<Record<string, string>> {
  const { outputs } = await deployStack({ ...options, pollIntervalMillis });
  return { ...outputs };
}
