import { AwsError } from '../../../core/aws-error.ts';
import type { Template } from './template.ts';

/** Members that give a resource of IAM a custom name. */
const NAMES: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
};

/** Capabilities that a template needs, with their reasons. */
export interface RequiredCapabilities {
  readonly capabilities: readonly ('CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM' | 'CAPABILITY_AUTO_EXPAND')[];
  readonly reason?: string;
}

/** The capabilities that a template requires. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html */
export function requiredCapabilities(template: Template): RequiredCapabilities {
  const identities = Object.values(template.resources).filter(({ Type }) => Type in NAMES);
  const isNamed = identities.some(({ Type, Properties }) => Properties?.[NAMES[Type] ?? ''] !== undefined);
  const types = [...new Set(identities.map(({ Type }) => Type))];
  return {
    capabilities: [
      ...(identities.length === 0 ? [] : [isNamed ? ('CAPABILITY_NAMED_IAM' as const) : ('CAPABILITY_IAM' as const)]),
      ...(template.transforms.length > 0 ? ['CAPABILITY_AUTO_EXPAND' as const] : []),
    ],
    ...(types.length > 0 ? { reason: `The following resource(s) require capabilities: [${types.join(', ')}]` } : {}),
  };
}

/** @throws AwsError `InsufficientCapabilitiesException` where the request acknowledges less than the template requires */
export function checkCapabilities(template: Template, given: readonly string[]): void {
  const acknowledged = new Set(given);
  if (acknowledged.has('CAPABILITY_NAMED_IAM')) acknowledged.add('CAPABILITY_IAM');
  const missing = requiredCapabilities(template).capabilities.filter((capability) => !acknowledged.has(capability));
  if (missing.length === 0) return;
  throw new AwsError({ code: 'InsufficientCapabilitiesException', message: `Requires capabilities : [${missing.join(', ')}]` });
}
