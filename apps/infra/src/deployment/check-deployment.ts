import { REGIONS_WITHOUT_IMAGE, SCIKIT_LEARN_ACCOUNTS } from '@stepmaker/pipeline-cdk/constructs';
import type { StageConfig } from '../stages/stage-config.ts';
import { checkBucketName } from './check-bucket.ts';
import { checkParameters, type DeclaredParameter, defaultsOf } from './check-parameters.ts';
import type { AwsClientConfig, Destination } from './where-to.ts';

/** A stack that is to be deployed. */
export interface PlannedStack {
  /** Parameters of its template. */
  readonly parameters: Readonly<Record<string, DeclaredParameter>>;
  /** Values from the command line. */
  readonly given: Readonly<Record<string, string>>;
}

/**
 * Looks for what AWS would refuse, before anything is begun.
 *
 * @param stacks the core stack first
 * @param options the bucket that the core stack has now, and how to reach AWS
 * @returns every problem in plain words, with what would be right; nothing when AWS will take it
 */
export async function checkDeployment(
  config: StageConfig,
  { account, region }: Destination,
  stacks: readonly PlannedStack[],
  { clientConfig, bucketName }: { readonly clientConfig: AwsClientConfig; readonly bucketName: string | undefined },
): Promise<readonly string[]> {
  const problems: string[] = [];
  if (config.account !== undefined && config.account !== account) {
    problems.push(`The stage belongs to the account ${config.account}; these credentials are of ${account}`);
  }
  if (config.region !== undefined && config.region !== region) {
    problems.push(`The stage belongs to the region ${config.region}; AWS_REGION or the profile says ${region}`);
  }
  problems.push(...checkRegion(region));
  for (const { parameters, given } of stacks) {
    problems.push(...checkParameters(parameters, { ...defaultsOf(parameters), ...given }, region));
  }
  problems.push(...(await checkBucketName(clientConfig, stacks[0]?.given['S3BucketName'] ?? '', bucketName)));
  return problems;
}

/** Whether AWS publishes the scikit-learn image in a region. */
export function checkRegion(region: string): readonly string[] {
  if (region in SCIKIT_LEARN_ACCOUNTS) return [];
  const regions = Object.keys(SCIKIT_LEARN_ACCOUNTS).join(', ');
  return [
    REGIONS_WITHOUT_IMAGE.includes(region)
      ? `AWS publishes no scikit-learn image in the region ${region}; it does in ${regions}`
      : `The region ${region} is not known to have AWS's scikit-learn image; these have: ${regions}`,
  ];
}
