import { describe, expect, it } from 'vitest';
import { mfaCode } from './aws-credentials.ts';

const SERIAL = 'arn:aws:iam::123456789012:mfa/me';

describe('mfaCode', () => {
  it('asks for the code of the device', async () => {
    const asked: string[] = [];
    const ask = async (question: string): Promise<string> => {
      asked.push(question);
      return ' 123456 ';
    };

    expect(await mfaCode({ isInteractive: true, ask }, SERIAL)).toBe('123456');
    expect(asked).toEqual([`MFA code of ${SERIAL}: `]);
  });

  it.each([['12345'], [undefined]])('refuses %s', async (answer) => {
    await expect(mfaCode({ isInteractive: true, ask: async () => answer }, SERIAL)).rejects.toThrow('has six digits');
  });

  it('says what to do without a terminal', async () => {
    const ask = async (): Promise<never> => {
      throw new Error('asked without a terminal');
    };

    await expect(mfaCode({ isInteractive: false, ask }, SERIAL)).rejects.toThrow(
      /requires an MFA code of arn:aws:iam::123456789012:mfa\/me, and no terminal/,
    );
  });
});
