import { type ClassifiedError, classifyError, nearest } from '@stepmaker/pipeline-sdk';
import { type Target, targetWords } from '../target/target.ts';
import { ExitCode } from './exit-code.ts';
import { REGIONS } from './regions.ts';
import { UserError } from './user-error.ts';

/** An error as it is shown: the message, a hint, and the exit code. */
export interface Explanation {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly exitCode: ExitCode;
}

/** A refusal that quotes what was sent can be very long. */
const MAX_CHARACTERS = 2000;

/** Errors of the embedded AWS at its start: their messages are complete sentences. */
const START_REFUSED = new Set(['DataDirInUseError', 'DataVersionError', 'PortInUseError', 'StoreFaultError']);

/** Explains whatever was thrown; stack traces are shown only with `STEPMAKER_DEBUG`. */
export function explainError(error: unknown, target?: Target): Explanation {
  const explained = explain(error, target);
  if (process.env['STEPMAKER_DEBUG'] && error instanceof Error)
    return { ...explained, message: `${explained.message}\n${error.stack ?? ''}` };
  return { ...explained, message: shortened(explained.message) };
}

/** The kinds of errors are the SDK's; sentences with the target, hints with commands, and exit codes are added here. */
function explain(error: unknown, target: Target | undefined): Explanation {
  if (!(error instanceof Error)) return { message: String(error), exitCode: ExitCode.FAILED };
  if (error instanceof UserError) return error;
  if ('code' in error && error.code === 'ENOSPC')
    return { message: 'the disk is full: make room and start again; what had been finished is kept', exitCode: ExitCode.FAILED };
  const there = target === undefined ? 'AWS' : targetWords(target);
  const classified = classifyError(error);
  const { kind, message, code } = classified;
  switch (kind) {
    case 'Unreachable':
      return {
        message: `${there} cannot be reached (${code === 'TimeoutError' ? 'no answer in time' : code})`,
        hint: connectionHint(classified, target),
        exitCode: ExitCode.UNREACHABLE,
      };
    case 'CredentialsExpired':
      return credentialsFailure(`the credentials for ${there} have expired: ${message}`, target);
    case 'CredentialsMissing':
      return credentialsFailure(`no usable credentials for ${there}: ${message}`, target);
    case 'CredentialsRejected':
      return credentialsFailure(`${there} does not accept the credentials: ${message}`, target);
    case 'AccessDenied':
      return { message: `not allowed on ${there}: ${message}`, exitCode: ExitCode.CREDENTIALS };
    case 'RegionMissing':
      return {
        message: 'no AWS region is set',
        hint: '--region eu-west-1, AWS_REGION, or a region in the AWS profile; --local uses the embedded AWS',
        exitCode: ExitCode.FAILED,
      };
    case 'NotFound':
      return { message, exitCode: ExitCode.NOT_FOUND };
    case 'ModelError':
      return { message: `the model answered ${classified.status ?? 'an error'}: ${message}`, exitCode: ExitCode.MODEL_ERROR };
    case 'Other': {
      const isSentence = error.name === 'Error' || START_REFUSED.has(error.name);
      return { message: isSentence ? message : `${error.name}: ${message}`, exitCode: ExitCode.FAILED };
    }
  }
}

function credentialsFailure(message: string, target: Target | undefined): Explanation {
  const profile = target?.kind === 'aws' && target.profile !== undefined ? ` --profile ${target.profile}` : '';
  const hint = `Sign in again (aws sso login${profile}, or new keys by aws configure${profile}); stepmaker doctor looks at them. Without an account: --local.`;
  return { message, hint, exitCode: ExitCode.CREDENTIALS };
}

function connectionHint({ code, host }: ClassifiedError, target: Target | undefined): string {
  if (target?.kind === 'local') return 'stepmaker local --detach starts one; stepmaker local status says where it is';
  const region = target?.region;
  if (region !== undefined && code === 'ENOTFOUND' && !REGIONS.includes(region)) {
    const near = nearest(region, REGIONS);
    return `Unknown region ${region}${near === undefined ? '' : `. Did you mean ${near}?`}`;
  }
  const what = code === 'ENOTFOUND' && host !== undefined ? `${host} was not found: ` : '';
  return `${what}is there a network? Without one: --local`;
}

function shortened(text: string): string {
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS / 2)} … ${text.slice(-MAX_CHARACTERS / 2)}`;
}
