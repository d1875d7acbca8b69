import type { OperationHandler } from '../../../core/service.ts';

const REGIONS = ['ap-northeast-1', 'ap-southeast-2', 'eu-central-1', 'eu-west-1', 'us-east-1', 'us-east-2', 'us-west-2'];

/**
 * Lists regions.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
 */
export function describeRegions(): OperationHandler<{ readonly RegionNames?: readonly string[] }, object> {
  return ({ RegionNames }, { region }) => ({
    Regions: [...new Set([region, ...REGIONS])]
      .filter((name) => RegionNames === undefined || RegionNames.length === 0 || RegionNames.includes(name))
      .map((RegionName) => ({ RegionName, Endpoint: `ec2.${RegionName}.amazonaws.com`, OptInStatus: 'opt-in-not-required' })),
  });
}
