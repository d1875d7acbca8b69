import { classifyError } from './classify-error.ts';

/**
 * Explains anything that was thrown to a person: what happened and how to fix it, in one or a few sentences without a stack trace.
 *
 * @example
 * console.error(explainError(error)); // The model answered 400: instances[0]: 12 given; the model takes 13 values
 * @public
 */
export function explainError(error: unknown): string {
  const { kind, message, code, host = 'AWS', status } = classifyError(error);
  switch (kind) {
    case 'Unreachable': {
      const hint =
        code === 'ECONNREFUSED'
          ? 'Nothing listens there: is it running, and are endpoint and AWS_ENDPOINT_URL right?'
          : 'Is there a network, and are the region and the endpoint right?';
      return `No connection to ${host} (${code}). ${hint}`;
    }
    case 'CredentialsExpired':
      return `The AWS credentials have expired (${message}). Renew them, for example with aws sso login, and try again.`;
    case 'CredentialsMissing':
      return `No usable AWS credentials: ${message}. Set AWS_PROFILE or the access keys, or log in with aws sso login.`;
    case 'CredentialsRejected':
      return `AWS does not accept these credentials: ${message}. Check AWS_PROFILE and the access keys.`;
    case 'AccessDenied':
      return `AWS does not allow this: ${message}`;
    case 'RegionMissing':
      return 'No AWS region is set. Give region, or set AWS_REGION.';
    case 'ModelError':
      return status === undefined ? message : `The model answered ${status}: ${message}`;
    case 'NotFound':
    case 'Other':
      return message;
  }
}
