import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { classifyError } from '@stepmaker/pipeline-sdk';
import { type AwsCredentials, MfaCodeError } from './aws-credentials.ts';
import { awsProblem } from './aws-problem.ts';

/** Account and region of the credentials. */
export interface Destination {
  readonly account: string;
  readonly region: string;
}

/** Configuration of the AWS clients of one command. */
export interface AwsClientConfig {
  readonly region: string;
  readonly credentials: AwsCredentials;
}

/**
 * Asks AWS whose credentials these are.
 *
 * @throws Error in plain words without a region, or when AWS does not answer
 * @throws the error of the AWS client when {@link awsProblem} explains it
 */
export async function whereTo(credentials: AwsCredentials): Promise<Destination> {
  const sts = new STSClient({ credentials, maxAttempts: 2 });
  const region = await sts.config.region().catch(() => {
    throw new Error('No AWS region is set: set AWS_REGION, or a region in your AWS profile');
  });
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account, region };
  } catch (error) {
    if (error instanceof MfaCodeError || awsProblem(error) !== undefined) throw error;
    throw new Error(`AWS does not say whose credentials these are: ${classifyError(error).message}`, { cause: error });
  }
}
