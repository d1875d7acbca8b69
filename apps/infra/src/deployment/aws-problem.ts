import { classifyError, type ErrorKind } from '@stepmaker/pipeline-sdk';

const REJECTED = 'AWS does not know these credentials: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_PROFILE';

/** Explanations and hints of errors, by their kind. */
const REMEDIES: Readonly<Partial<Record<ErrorKind, string>>> = {
  CredentialsMissing:
    'No AWS credentials: sign in ("aws sso login", "aws configure"), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. For the embedded AWS, add --configuration=local',
  CredentialsExpired: 'The AWS credentials have expired: sign in again',
  CredentialsRejected: REJECTED,
  Unreachable: 'Nothing answers at the endpoint of AWS: is it up, is the network?',
};

/** Explanations of errors that have no kind, by their name. */
const REMEDIES_BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/AuthFailure/, REJECTED],
  [/Throttling|TooManyRequests|RequestLimitExceeded/, 'AWS receives too many requests from this account: try again in a minute'],
];

/**
 * Explains an error that any request to AWS can end with: credentials, permissions, network.
 *
 * @returns what is wrong and what to do. Undefined when the error is another one
 */
export function awsProblem(error: unknown): string | undefined {
  const { kind, message } = classifyError(error);
  const remedy = kind === 'AccessDenied' ? accessRemedy(message) : (REMEDIES[kind] ?? remedyByName(error));
  return remedy && `${remedy} (${message})`;
}

function accessRemedy(message: string): string {
  const action = /(?<=not authorized to perform:? )[\w-]+:\w+/.exec(message)?.[0] ?? /sts:AssumeRole/.exec(message)?.[0];
  if (action === 'sts:AssumeRole')
    return 'The role of the AWS profile cannot be assumed: its trust policy must name you, and you need sts:AssumeRole on it';
  const what = action === undefined ? 'lack a permission' : `may not call ${action}`;
  return `These credentials ${what}: add the permission to their policy, or use other credentials`;
}

function remedyByName(error: unknown): string | undefined {
  const { name = '' } = Object(error) as { readonly name?: string };
  return REMEDIES_BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
}
