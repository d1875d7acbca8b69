import { randomBytes, randomUUID } from 'node:crypto';
import { arn } from '../../../core/arn.ts';
import { notServed } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { tagsFromList } from '../../../core/tags.ts';
import { ALGORITHM } from '../cipher.ts';
import { metadataOf } from '../key-metadata.ts';
import { checkedPolicy, defaultPolicy } from '../key-policy.ts';
import type { Key, KeyStore } from '../key-store.ts';
import type { KeyTag } from '../key-tags.ts';

interface CreateKeyInput {
  readonly Policy?: string;
  readonly Description?: string;
  readonly KeySpec?: string;
  readonly KeyUsage?: string;
  readonly Origin?: string;
  readonly MultiRegion?: boolean;
  readonly CustomKeyStoreId?: string;
  readonly Tags?: readonly KeyTag[];
}

/**
 * Creates a symmetric key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
 */
export function createKey(store: KeyStore, clock: Clock): OperationHandler<CreateKeyInput, object> {
  return (input, call) => {
    const { KeySpec = ALGORITHM, KeyUsage = 'ENCRYPT_DECRYPT', Origin = 'AWS_KMS' } = input;
    if (KeySpec !== ALGORITHM) throw notServed(`KMS's KeySpec ${KeySpec}`);
    if (KeyUsage !== 'ENCRYPT_DECRYPT') throw notServed(`KMS's KeyUsage ${KeyUsage}`);
    if (Origin !== 'AWS_KMS') throw notServed(`KMS's Origin ${Origin}`);
    if (input.CustomKeyStoreId !== undefined) throw notServed("KMS's CustomKeyStoreId");
    const id = randomUUID();
    const { region, account } = call;
    const key: Key = {
      id,
      arn: arn('kms', call, `key/${id}`),
      region,
      account,
      description: input.Description ?? '',
      state: 'Enabled',
      policy: checkedPolicy(input.Policy) ?? defaultPolicy(call),
      rotates: false,
      rotationDays: 365,
      multiRegion: input.MultiRegion ?? false,
      tags: tagsFromList(input.Tags),
      material: randomBytes(32).toString('base64'),
      createdAt: clock.now(),
    };
    store.put(key);
    return { KeyMetadata: metadataOf(key) };
  };
}
