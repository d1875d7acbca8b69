import { explainError } from '../../errors/explain-error.ts';
import type { ClientConfig } from '../../target/apply-target.ts';
import type { Target } from '../../target/target.ts';
import { type Check, missing, ok } from '../check.ts';

/** Checks the credentials, and shows their account. */
export function credentialsCheck(target: Target, config: ClientConfig): Check {
  return {
    name: 'Credentials',
    run: async () => {
      const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
      try {
        const sts = new STSClient({ ...config, maxAttempts: 2 });
        const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
        return ok(`account ${Account}, ${await sts.config.region()}, as ${Arn}`);
      } catch (error) {
        const { message, hint } = explainError(error, target);
        return missing(message, hint ?? 'aws configure, or aws sso login');
      }
    },
  };
}
