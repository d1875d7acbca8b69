import { didYouMean } from '../../errors/did-you-mean.ts';
import type { ClientConfig } from '../../target/apply-target.ts';
import { type Target, targetArguments } from '../../target/target.ts';
import { type Check, type CheckResult, missing, ok, warn } from '../check.ts';

/** Whether the pipeline is deployed. */
export function stackCheck(target: Target, config: ClientConfig): Check {
  return {
    name: 'Stack',
    run: async () => {
      const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
      const cloudformation = new CloudFormationClient({ ...config, maxAttempts: 2 });
      const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({}));
      const found = Stacks.find(({ StackName }) => StackName === target.stackName);
      const deploy = ['stepmaker deploy', ...targetArguments(target)].join(' ');
      if (found === undefined) {
        const names = Stacks.map(({ StackName = '' }) => StackName);
        const near = didYouMean(target.stackName, names, 'There are');
        return warn(`${target.stackName} is not deployed`, `${deploy}${near === undefined ? '' : `. ${near}`}`);
      }
      return verdict(target.stackName, found.StackStatus ?? '', found.StackStatusReason, deploy);
    },
  };
}

function verdict(name: string, status: string, reason: string | undefined, deploy: string): CheckResult {
  if (/^(CREATE|UPDATE|IMPORT|UPDATE_ROLLBACK)_COMPLETE$/.test(status)) return ok(`${name}: ${status}`);
  if (status.endsWith('_IN_PROGRESS')) return warn(`${name}: ${status}`, 'Wait until it is complete');
  return missing(`${name}: ${status}${reason === undefined ? '' : `, ${reason}`}`, deploy);
}
