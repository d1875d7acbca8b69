import { accessDenied } from '../../authorization/refusal.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Caller } from '../../core/caller.ts';
import { rootCaller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import { validationException } from './refusals.ts';

/** Grantor of a key for the volumes of instances. */
export interface VolumeKeyUse {
  /** ID, ARN or alias of the key; undefined where the volumes are encrypted with SageMaker's own. */
  readonly keyId: string | undefined;
  readonly region: string;
  /** One of them must be allowed to: the caller of the operation, and the role of a job. */
  readonly givers: readonly [Caller, ...Caller[]];
}

/**
 * Checks that SageMaker can be given a grant to the key that volumes are encrypted with: by the job's role, else by who creates it.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/api-permissions-reference.html
 * @throws AwsError `AccessDeniedException` in AWS's words; `ValidationException` where the key is not there
 */
export async function requireVolumeKey(runtime: Runtime, { keyId, region, givers }: VolumeKeyUse): Promise<void> {
  if (keyId === undefined || keyId === '') return;
  const resource = await arnOf(runtime, keyId, region);
  const action = 'kms:CreateGrant';
  const context = { 'kms:GrantIsForAWSResource': 'true', 'kms:ViaService': `sagemaker.${region}.amazonaws.com` };
  let refusal: AwsError | undefined;
  for (const caller of givers) {
    const decision = runtime.aws.authorize({ caller, action, resource, region, context, service: 'kms' });
    if (decision.allowed) return;
    refusal ??= accessDenied(caller, action, resource, decision);
  }
  throw refusal;
}

async function arnOf(runtime: Runtime, keyId: string, region: string): Promise<string> {
  try {
    const { KeyMetadata } = await runtime.aws.call<{ KeyMetadata: { Arn: string; KeyState: string } }>(
      'kms',
      'DescribeKey',
      { KeyId: keyId },
      { caller: rootCaller(runtime), region },
    );
    if (KeyMetadata.KeyState === 'Enabled') return KeyMetadata.Arn;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
  throw validationException(`The KMS key ${keyId} is not there, or not enabled.`);
}
