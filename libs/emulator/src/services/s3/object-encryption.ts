import { deniedSentence } from '../../authorization/refusal.ts';
import { parseArn, s3Arn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import { rootCaller } from '../../core/caller.ts';
import { partitionOf } from '../../core/partition.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Call } from '../../core/service.ts';
import type { Bucket } from './bucket-store.ts';
import { refusal } from './errors.ts';
import type { ObjectVersion } from './object-store.ts';

/** Encryption of an object, by GetObject's names. */
export interface EncryptionHeaders {
  readonly ServerSideEncryption: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  /** ARN of the customer's key; undefined where the key is one that AWS manages. */
  readonly SSEKMSKeyId?: string;
  readonly BucketKeyEnabled?: boolean;
}

/** The members of a request that say how the new object is to be encrypted. */
interface Wish {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
}

/** A bucket's default, as PutBucketEncryption takes it. */
interface BucketDefault {
  readonly Rules?: readonly {
    readonly ApplyServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: string; readonly KMSMasterKeyID?: string };
    readonly BucketKeyEnabled?: boolean;
  }[];
}

/**
 * Says with which key objects are encrypted, and checks that a caller may use it: S3 asks KMS in the caller's name. The bytes themselves
 * are kept as they are. Keys that AWS manages let the whole account use them, so only customers' keys are asked about.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export class ObjectEncryption {
  readonly #runtime: Runtime;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /**
   * Returns the encryption of a new object: the request's, else the bucket's.
   *
   * @throws AwsError `AccessDenied` where the caller may not make a data key, `KMS.…` where the key cannot be used
   */
  async ofNewObject(bucket: Bucket, key: string, wish: Wish, call: Call): Promise<EncryptionHeaders> {
    const [rule] = (bucket.configuration['encryption'] as BucketDefault | undefined)?.Rules ?? [];
    const byDefault = rule?.ApplyServerSideEncryptionByDefault;
    const isAsked = wish.ServerSideEncryption !== undefined;
    const algorithm = (wish.ServerSideEncryption ??
      byDefault?.SSEAlgorithm ??
      'AES256') as EncryptionHeaders['ServerSideEncryption'];
    if (algorithm === 'AES256') return { ServerSideEncryption: algorithm };
    const keyId = isAsked ? wish.SSEKMSKeyId : byDefault?.KMSMasterKeyID;
    const BucketKeyEnabled = wish.BucketKeyEnabled ?? rule?.BucketKeyEnabled ?? false;
    const headers = { ServerSideEncryption: algorithm, ...(BucketKeyEnabled && { BucketKeyEnabled }) };
    if (keyId === undefined || isManagedByAws(keyId)) return headers;
    const SSEKMSKeyId = await this.#require('kms:GenerateDataKey', keyId, bucket.name, key, call);
    return { ...headers, SSEKMSKeyId };
  }

  /** Checks that the caller may read what an object or an upload holds. @throws AwsError as {@link ofNewObject} */
  async requireReading({ bucket, key, headers }: Pick<ObjectVersion, 'bucket' | 'key' | 'headers'>, call: Call): Promise<void> {
    const keyId = headers['SSEKMSKeyId'];
    if (typeof keyId === 'string' && !isManagedByAws(keyId)) await this.#require('kms:Decrypt', keyId, bucket, key, call);
  }

  /** The key's ARN. */
  async #require(action: string, keyId: string, bucket: string, key: string, { caller, region }: Call): Promise<string> {
    const { Arn, KeyState } = await this.#describe(keyId, region);
    const context = {
      'kms:ViaService': `s3.${region}.amazonaws.com`,
      'kms:EncryptionContext:aws:s3:arn': s3Arn(partitionOf(region), bucket, key),
    };
    const decision = this.#runtime.aws.authorize({ caller, action, resource: Arn, region, context, service: 'kms' });
    if (!decision.allowed) throw refusal('AccessDenied', deniedSentence(caller, action, Arn, decision), 403);
    if (KeyState === 'Disabled') throw refusal('KMS.DisabledException', `${Arn} is disabled.`);
    if (KeyState !== 'Enabled') throw refusal('KMS.KMSInvalidStateException', `${Arn} is pending deletion.`);
    return Arn;
  }

  async #describe(keyId: string, region: string): Promise<{ readonly Arn: string; readonly KeyState: string }> {
    const home = parseArn(keyId)?.region || region;
    try {
      const options = { caller: rootCaller(this.#runtime), region: home };
      const { KeyMetadata } = await this.#runtime.aws.call<{
        readonly KeyMetadata: { readonly Arn: string; readonly KeyState: string };
      }>('kms', 'DescribeKey', { KeyId: keyId }, options);
      return KeyMetadata;
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'NotFoundException') throw error;
      throw refusal('KMS.NotFoundException', error.message);
    }
  }
}

/** Returns the encryption of a kept object from its headers. */
export function encryptionOf(headers: ObjectVersion['headers']): EncryptionHeaders {
  const { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled } = headers as Partial<EncryptionHeaders>;
  return {
    ServerSideEncryption: ServerSideEncryption ?? 'AES256',
    ...(SSEKMSKeyId !== undefined && { SSEKMSKeyId }),
    ...(BucketKeyEnabled !== undefined && { BucketKeyEnabled }),
  };
}

function isManagedByAws(keyId: string): boolean {
  return /(?:^|:)alias\/aws\//u.test(keyId);
}
