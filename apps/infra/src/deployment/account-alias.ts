import { IAMClient, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import type { AwsClientConfig } from './where-to.ts';

/** The alias of the account. Undefined when it has none, or these credentials may not read it. */
export async function accountAlias(config: AwsClientConfig): Promise<string | undefined> {
  const iam = new IAMClient({ ...config, maxAttempts: 1 });
  try {
    const { AccountAliases = [] } = await iam.send(new ListAccountAliasesCommand({}));
    return AccountAliases[0];
  } catch {
    return undefined;
  } finally {
    iam.destroy();
  }
}
