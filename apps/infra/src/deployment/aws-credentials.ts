import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { Terminal } from './terminal.ts';

/** Credentials for all clients of one command. They are resolved once, so an MFA code is asked for once. */
export type AwsCredentials = ReturnType<typeof fromNodeProviderChain>;

/** A profile needs an MFA code that cannot be asked for. */
export class MfaCodeError extends Error {
  override readonly name = 'MfaCodeError';
}

/** The credentials of the environment or the AWS profile. A profile with `mfa_serial` asks for the code of the device. */
export function awsCredentials(terminal: Terminal): AwsCredentials {
  return fromNodeProviderChain({ mfaCodeProvider: (serial) => mfaCode(terminal, serial) });
}

/**
 * Asks for the code that an MFA device shows.
 *
 * @param serial ARN or serial number of the device
 * @throws MfaCodeError without a terminal, or when the answer is not a code of six digits
 */
export async function mfaCode({ isInteractive, ask }: Terminal, serial: string): Promise<string> {
  if (!isInteractive) {
    throw new MfaCodeError(
      `The AWS profile requires an MFA code of ${serial}, and no terminal can ask for it. Run this in a terminal, or set the variables of a session: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN`,
    );
  }
  const code = ((await ask(`MFA code of ${serial}: `)) ?? '').trim();
  if (!/^\d{6}$/.test(code)) throw new MfaCodeError(`An MFA code has six digits, was "${code}"`);
  return code;
}
