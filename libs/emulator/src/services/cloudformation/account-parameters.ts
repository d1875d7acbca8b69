import type { Runtime } from '../../core/runtime.ts';
import type { Call } from '../../core/service.ts';
import type { ParameterValue } from './template/parameters.ts';
import type { ParameterDeclaration, Template } from './template/template.ts';
import { validationError } from './template/validation-error.ts';

/** Types of parameters whose values must exist in the account: what describes them, and where their names are in the answer. */
const TYPES: Readonly<Record<string, readonly [operation: string, list: string, member: string]>> = {
  'AWS::EC2::AvailabilityZone::Name': ['DescribeAvailabilityZones', 'AvailabilityZones', 'ZoneName'],
  'AWS::EC2::SecurityGroup::GroupName': ['DescribeSecurityGroups', 'SecurityGroups', 'GroupName'],
  'AWS::EC2::SecurityGroup::Id': ['DescribeSecurityGroups', 'SecurityGroups', 'GroupId'],
  'AWS::EC2::Subnet::Id': ['DescribeSubnets', 'Subnets', 'SubnetId'],
  'AWS::EC2::VPC::Id': ['DescribeVpcs', 'Vpcs', 'VpcId'],
};

/**
 * Checks the parameters of AWS's own types: their values must exist in the account. Of the kinds that are not served none exists.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 * @throws AwsError `ValidationError`
 */
export async function checkAccountParameters(
  { aws }: Runtime,
  template: Template,
  parameters: readonly ParameterValue[],
  { caller, region }: Call,
): Promise<void> {
  const namesOf = async (type: string): Promise<readonly unknown[]> => {
    if (TYPES[type] === undefined) return [];
    const [operation, list, member] = TYPES[type];
    const answer = await aws.call<Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>>(
      'ec2',
      operation,
      {},
      { caller, region },
    );
    return (answer[list] as readonly Readonly<Record<string, unknown>>[]).map((each) => each[member]);
  };
  for (const { key, resolved } of parameters) {
    const type = (template.parameters[key] as ParameterDeclaration).Type.replace(/^List<(.+)>$/, '$1');
    if (!type.startsWith('AWS::') || type.startsWith('AWS::SSM::')) continue;
    const known = new Set(await namesOf(type));
    const missing = [resolved].flat().find((value) => !known.has(value));
    if (missing !== undefined && missing !== '')
      throw validationError(
        `Parameter validation failed: parameter value ${String(missing)} for parameter name ${key} does not exist`,
      );
  }
}
