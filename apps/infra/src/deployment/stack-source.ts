import type { StackSource } from '@stepmaker/stack-deployer';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { DEFAULT_STAGE } from '../stages/stages.ts';
import type { StageSession } from './stage-session.ts';

/** Outputs of add-ons that come before the core stack, and the parameters of the core that take them. */
const HANDED_TO_CORE = ['SubnetIds', 'SecurityGroupIds', 'AccessLogBucketName'];

/**
 * What a stack of a stage is deployed from. A stage's values are the defaults of its templates and hold at each deployment. The plain stage
 * keeps the parameters that it was given.
 *
 * @param handed outputs of the stacks before
 */
export function stackSource(
  { request, stacks, given }: StageSession,
  stack: CloudFormationStackArtifact,
  handed: Readonly<Record<string, string>>,
): StackSource {
  const { stackName, template, tags } = stack;
  return {
    stackName,
    templateBody: JSON.stringify(template),
    parameters: { ...(stack === stacks.core ? handed : {}), ...given[stackName] },
    keptParameters: request.stage === DEFAULT_STAGE ? Object.keys(template.Parameters ?? {}) : [],
    tags,
  };
}

/** Returns the outputs of a stack that the core stack takes as parameters. */
export function outputsForCore(outputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => HANDED_TO_CORE.includes(name)));
}
