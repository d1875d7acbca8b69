import { type Target, targetWords } from '../target/target.ts';
import { ExitCode } from './exit-code.ts';
import { unreachableCode, unreachableHint } from './unreachable.ts';
import { UserError } from './user-error.ts';

/** What a person is told of an error, and the exit code. */
export interface Explanation {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly exitCode: ExitCode;
}

/** A refusal that quotes what was sent can be very long. */
const LONGEST = 2000;

const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired']);
const UNKNOWN_KEYS = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'InvalidToken',
]);
const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError', 'ProviderError']);
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedException',
  'UnauthorizedOperation',
  'AuthorizationError',
]);
const NOT_FOUND = new Set(['ExecutionDoesNotExist', 'StateMachineDoesNotExist', 'ResourceNotFound', 'NoSuchBucket', 'NoSuchKey']);

/** Words for whatever was thrown; stack traces are shown only with `STEPMAKER_DEBUG`. */
export function explainError(error: unknown, target?: Target): Explanation {
  const explained = explain(error, target);
  if (process.env['STEPMAKER_DEBUG'] && error instanceof Error)
    return { ...explained, message: `${explained.message}\n${error.stack ?? ''}` };
  return { ...explained, message: shortened(explained.message) };
}

function explain(error: unknown, target: Target | undefined): Explanation {
  if (!(error instanceof Error)) return { message: String(error), exitCode: ExitCode.FAILED };
  if (error instanceof UserError) return error;
  const { name, message } = error;
  const there = target === undefined ? 'AWS' : targetWords(target);
  if ('code' in error && error.code === 'ENOSPC')
    return { message: 'the disk is full: make room and start again; what had been finished is kept', exitCode: ExitCode.FAILED };
  const unreachable = unreachableCode(error);
  if (unreachable !== undefined)
    return {
      message: `${there} cannot be reached (${unreachable})`,
      hint: unreachableHint(error, target),
      exitCode: ExitCode.UNREACHABLE,
    };
  if (EXPIRED.has(name) || (NO_CREDENTIALS.has(name) && /expired/i.test(message)))
    return {
      message: `the credentials for ${there} have expired: ${message}`,
      hint: signIn(target),
      exitCode: ExitCode.CREDENTIALS,
    };
  if (NO_CREDENTIALS.has(name))
    return {
      message: `there are no usable credentials for ${there}: ${message}`,
      hint: signIn(target),
      exitCode: ExitCode.CREDENTIALS,
    };
  if (UNKNOWN_KEYS.has(name))
    return {
      message: `${there} does not accept the credentials: ${message}`,
      hint: signIn(target),
      exitCode: ExitCode.CREDENTIALS,
    };
  if (DENIED.has(name)) return { message: `not allowed on ${there}: ${message}`, exitCode: ExitCode.CREDENTIALS };
  if (message === 'Region is missing')
    return {
      message: 'no AWS region is set',
      hint: '--region eu-west-1, AWS_REGION, or a region in the AWS profile; --local uses the embedded AWS',
      exitCode: ExitCode.FAILED,
    };
  if (NOT_FOUND.has(name)) return { message, exitCode: ExitCode.NOT_FOUND };
  return { message: name === 'Error' ? message : `${name}: ${message}`, exitCode: ExitCode.FAILED };
}

function signIn(target: Target | undefined): string {
  const profile = target?.kind === 'aws' && target.profile !== undefined ? ` --profile ${target.profile}` : '';
  return `Sign in again (aws sso login${profile}, or new keys by aws configure${profile}); stepmaker doctor looks at them. Without an account: --local.`;
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)} … ${text.slice(-LONGEST / 2)}`;
}
