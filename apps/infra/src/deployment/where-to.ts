import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** Where credentials lead. */
export interface Destination {
  readonly account: string;
  readonly region: string;
}

/** What to do about an error of the credentials, by what the AWS SDK calls it. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /CredentialsProviderError/,
    'There are no AWS credentials: sign in ("aws sso login", "aws configure"), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. For the embedded AWS, add --configuration=local',
  ],
  [/ExpiredToken|TokenRefreshRequired|RequestExpired/, 'The AWS credentials have expired: sign in again'],
  [
    /InvalidClientTokenId|SignatureDoesNotMatch|UnrecognizedClient|AuthFailure/,
    'AWS does not know these credentials: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_PROFILE',
  ],
  [
    /AccessDenied/,
    'The role of the AWS profile cannot be assumed: its trust policy must name you, and you need sts:AssumeRole on it',
  ],
  [/ECONNREFUSED|ENOTFOUND|TimeoutError|EAI_AGAIN/, 'Nothing answers at the endpoint of AWS: is it up, is the network?'],
];

/**
 * Asks AWS whose credentials these are.
 *
 * @throws Error in plain words when there is no region, or the credentials lead nowhere
 */
export async function whereTo(): Promise<Destination> {
  const sts = new STSClient({ maxAttempts: 2 });
  const region = await sts.config.region().catch(() => {
    throw new Error('No AWS region is set: set AWS_REGION, or a region in your AWS profile');
  });
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account, region };
  } catch (error) {
    throw new Error(credentialProblem(error), { cause: error });
  }
}

/** What an error of the credentials means, and what to do. */
export function credentialProblem(error: unknown): string {
  const {
    name = '',
    code = '',
    message = '',
  } = error as { readonly name?: string; readonly code?: string; readonly message?: string };
  const remedy = REMEDIES.find(([pattern]) => pattern.test(`${name} ${code}`))?.[1];
  const said = message || code || name;
  return remedy ? `${remedy} (${said})` : `AWS does not say whose credentials these are: ${said}`;
}
