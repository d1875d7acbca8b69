import { AwsError } from '../core/aws-error.ts';
import { serviceCaller } from '../core/caller.ts';
import type { Runtime } from '../core/runtime.ts';
import { rootOf } from './root-of.ts';

/** A service that wants to write to something that is encrypted. */
export interface KeyUse {
  /** ID, ARN or alias of the key; undefined or empty where the service's own key encrypts. */
  readonly keyId: string | undefined;
  readonly region: string;
  /** E.g. `cloudwatch.amazonaws.com`. */
  readonly principal: string;
  readonly sourceArn: string;
}

/**
 * Checks that a service may use the key that a topic or a queue is encrypted with. The policies of the keys that AWS manages, such as
 * `alias/aws/sns`, let no other service use them: the reason why many an alarm is never heard of.
 *
 * @throws AwsError `KMSAccessDenied`
 */
export async function requireKeyPermission(runtime: Runtime, { keyId, region, principal, sourceArn }: KeyUse): Promise<void> {
  if (keyId === undefined || keyId === '') return;
  const denied = (why: string): AwsError =>
    new AwsError({
      code: 'KMSAccessDenied',
      message: `${principal} cannot use the key ${keyId} that the resource is encrypted with: ${why}`,
    });
  if (/(?:^|:)alias\/aws\//u.test(keyId))
    throw denied('the policies of keys that AWS manages do not let services use them; take a key of your own');
  const { KeyMetadata } = await runtime.aws.call<{ KeyMetadata: { Arn: string } }>(
    'kms',
    'DescribeKey',
    { KeyId: keyId },
    { caller: rootOf(runtime), region },
  );
  const caller = serviceCaller(principal, runtime.account, sourceArn);
  for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) {
    const decision = runtime.aws.authorize({ caller, action, resource: KeyMetadata.Arn, region, service: 'kms' });
    if (!decision.allowed) throw denied(`its policy does not allow ${action}`);
  }
}
