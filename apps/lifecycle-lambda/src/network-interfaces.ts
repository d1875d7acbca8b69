import type { ClientConfig } from './patience.ts';
import { attempt, type Progress } from './progress.ts';

/**
 * The network interfaces that SageMaker still has in a VPC. It removes them some minutes after a job or an endpoint has ended, and needs the
 * permissions of its role until then. Interfaces of other kinds in the same security groups, such as those of VPC endpoints, do not count.
 *
 * @param securityGroupIds separated by commas; empty without a VPC
 * @returns what is still there, in words; nothing where it cannot be seen
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
export async function networkInterfaces(config: ClientConfig, securityGroupIds: string, progress: Progress): Promise<string[]> {
  if (!securityGroupIds) return [];
  const found = await attempt(progress, 'DescribeNetworkInterfaces', async () => {
    const { EC2 } = await import('@aws-sdk/client-ec2');
    const Filters = [
      { Name: 'group-id', Values: securityGroupIds.split(',') },
      { Name: 'interface-type', Values: ['interface'] },
    ];
    return new EC2(config).describeNetworkInterfaces({ Filters });
  });
  return found?.NetworkInterfaces?.map(({ NetworkInterfaceId }) => `${NetworkInterfaceId}`) ?? [];
}
