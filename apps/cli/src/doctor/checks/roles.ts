import type { ClientConfig } from '../../target/apply-target.ts';
import type { Target } from '../../target/target.ts';
import { type Check, missing, ok, warn } from '../check.ts';

/** Whether the roles that the stack made are still there, and may be taken on by the services that need them. */
export function rolesCheck(target: Target, config: ClientConfig): Check {
  return {
    name: 'Roles',
    run: async () => {
      const { CloudFormationClient, DescribeStackResourcesCommand } = await import('@aws-sdk/client-cloudformation');
      const { GetRoleCommand, IAMClient } = await import('@aws-sdk/client-iam');
      const cloudformation = new CloudFormationClient({ ...config, maxAttempts: 2 });
      const resources = await cloudformation
        .send(new DescribeStackResourcesCommand({ StackName: target.stackName }))
        .then(({ StackResources = [] }) => StackResources)
        .catch((error: Error) => {
          if (/does not exist/.test(error.message)) return [];
          throw error;
        });
      const roles = resources.filter(({ ResourceType }) => ResourceType === 'AWS::IAM::Role');
      if (roles.length === 0) return warn('none: the stack is not deployed');
      const iam = new IAMClient({ ...config, maxAttempts: 2 });
      const services: string[] = [];
      for (const { PhysicalResourceId: RoleName = '', LogicalResourceId } of roles) {
        try {
          const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
          services.push(...servicesIn(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')));
        } catch (error) {
          if ((error as Error).name !== 'NoSuchEntityException') throw error;
          return missing(`${RoleName} (${LogicalResourceId}) has been deleted`, 'stepmaker destroy, then stepmaker deploy');
        }
      }
      const without = NEEDED.filter((service) => !services.some((one) => one.startsWith(`${service}.`)));
      if (without.length > 0) return missing(`no role that ${without.join(', ')} may assume`, 'stepmaker deploy');
      return ok(`${roles.length}, for ${[...new Set(services.map((name) => name.split('.')[0]))].sort().join(', ')}`);
    },
  };
}

const NEEDED = ['sagemaker', 'states', 'lambda'];

function servicesIn(document: string): string[] {
  const { Statement } = JSON.parse(document) as { Statement: OneOrMore<{ Principal?: { Service?: OneOrMore<string> } }> };
  return [Statement].flat().flatMap(({ Principal }) => [Principal?.Service ?? []].flat());
}

type OneOrMore<T> = T | T[];
