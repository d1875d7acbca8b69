import { AwsError } from '../core/aws-error.ts';
import { rootCaller, serviceCaller } from '../core/caller.ts';
import type { DeliveryMessage } from '../core/delivery-target.ts';
import type { Runtime } from '../core/runtime.ts';
import type { ServiceId } from '../core/service.ts';

/** A service that writes to an encrypted resource. */
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
    { caller: rootCaller(runtime), region },
  );
  const caller = serviceCaller(principal, runtime.account, sourceArn);
  for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) {
    const decision = runtime.aws.authorize({ caller, action, resource: KeyMetadata.Arn, region, service: 'kms' });
    if (!decision.allowed) throw denied(`its policy does not allow ${action}`);
  }
}

/** The question to a service which key encrypts one of its resources. */
export interface KeyQuestion {
  readonly service: ServiceId;
  /** An operation whose output has `Attributes.KmsMasterKeyId`. */
  readonly operation: string;
  readonly input: object;
}

/**
 * Checks that the sender of a message may use the key that the target is encrypted with. A sender that assumes a role is checked by the
 * role's permissions instead.
 *
 * @throws AwsError `KMSAccessDenied`
 */
export async function requireTargetKey(
  runtime: Runtime,
  { region, principal, sourceArn, roleArn }: DeliveryMessage,
  { service, operation, input }: KeyQuestion,
): Promise<void> {
  if (roleArn !== undefined) return;
  const { Attributes } = await runtime.aws.call<{ Attributes?: Readonly<Record<string, string>> }>(service, operation, input, {
    caller: rootCaller(runtime),
    region,
  });
  await requireKeyPermission(runtime, { keyId: Attributes?.['KmsMasterKeyId'], region, principal, sourceArn });
}
