import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';
import { didYouMean } from '../../errors/did-you-mean.ts';
import type { ClientConfig } from '../../target/apply-target.ts';
import type { CompleteOutput } from '../../target/complete-output.ts';
import { type Target, targetArguments } from '../../target/target.ts';
import { type Check, type CheckResult, missing, ok, warn } from '../check.ts';

/** Whether the pipeline is deployed. */
export function stackCheck(target: Target, config: ClientConfig): Check {
  return {
    name: 'Stack',
    run: async () => {
      const { CloudFormationClient, paginateDescribeStacks } = await import('@aws-sdk/client-cloudformation');
      const client = new CloudFormationClient({ ...config, maxAttempts: 2 });
      const deploy = ['stepmaker deploy', ...targetArguments(target)].join(' ');
      const found = await describeStack(client, target.stackName);
      if (found !== undefined) return verdict(found, deploy);
      const names: string[] = [];
      for await (const { Stacks } of paginateDescribeStacks({ client }, {}))
        names.push(...(Stacks as CompleteOutput<Stack>[]).map(({ StackName }) => StackName));
      const near = didYouMean(target.stackName, names, 'There are');
      return warn(`${target.stackName} is not deployed`, `${deploy}${near === undefined ? '' : `. ${near}`}`);
    },
  };
}

async function describeStack(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  const { DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  try {
    return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    if (/does not exist/.test((error as Error).message)) return undefined;
    throw error;
  }
}

function verdict({ StackName, StackStatus = 'CREATE_COMPLETE', StackStatusReason }: Stack, deploy: string): CheckResult {
  const found = `${StackName}: ${StackStatus}${StackStatusReason === undefined ? '' : `, ${StackStatusReason}`}`;
  if (/^(CREATE|UPDATE|IMPORT|UPDATE_ROLLBACK)_COMPLETE$/.test(StackStatus)) return ok(found);
  // A change set was created for a stack that does not exist yet, and not executed: waiting changes nothing.
  if (StackStatus === 'REVIEW_IN_PROGRESS') return warn(`${found}: a change set was not executed`, deploy);
  if (StackStatus.endsWith('_IN_PROGRESS')) return warn(found, 'Wait until it is complete');
  return missing(found, deploy);
}
