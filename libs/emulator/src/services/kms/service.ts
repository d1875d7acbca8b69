import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { KeyStore } from './key-store.ts';
import { keyTags } from './key-tags.ts';
import { cancelKeyDeletion } from './operations/cancel-key-deletion.ts';
import { createAlias } from './operations/create-alias.ts';
import { createKey } from './operations/create-key.ts';
import { decrypt } from './operations/decrypt.ts';
import { deleteAlias } from './operations/delete-alias.ts';
import { describeKey } from './operations/describe-key.ts';
import { disableKey } from './operations/disable-key.ts';
import { disableKeyRotation } from './operations/disable-key-rotation.ts';
import { enableKey } from './operations/enable-key.ts';
import { enableKeyRotation } from './operations/enable-key-rotation.ts';
import { encrypt } from './operations/encrypt.ts';
import { generateDataKey } from './operations/generate-data-key.ts';
import { generateDataKeyWithoutPlaintext } from './operations/generate-data-key-without-plaintext.ts';
import { generateRandom } from './operations/generate-random.ts';
import { getKeyPolicy } from './operations/get-key-policy.ts';
import { getKeyRotationStatus } from './operations/get-key-rotation-status.ts';
import { listAliases } from './operations/list-aliases.ts';
import { listGrants } from './operations/list-grants.ts';
import { listKeyPolicies } from './operations/list-key-policies.ts';
import { listKeys } from './operations/list-keys.ts';
import { listResourceTags } from './operations/list-resource-tags.ts';
import { putKeyPolicy } from './operations/put-key-policy.ts';
import { reEncrypt } from './operations/re-encrypt.ts';
import { scheduleKeyDeletion } from './operations/schedule-key-deletion.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateAlias } from './operations/update-alias.ts';
import { updateKeyDescription } from './operations/update-key-description.ts';

/**
 * AWS KMS: symmetric keys that really encrypt, their policies and aliases. Other services keep the names of keys and check that they may
 * be used; what they store is not encrypted with them.
 */
export function createKmsService({ store, clock }: Runtime): Service {
  const keys = new KeyStore(store);
  const tags = keyTags(keys);
  return {
    id: 'kms',
    resourcePolicy: (arn) => keys.keys.get(arn)?.policy,
    resourceTags: (arn) => keys.keys.get(arn)?.tags,
    operations: {
      CancelKeyDeletion: cancelKeyDeletion(keys),
      CreateAlias: createAlias(keys, clock),
      CreateKey: createKey(keys, clock),
      Decrypt: decrypt(keys),
      DeleteAlias: deleteAlias(keys),
      DescribeKey: describeKey(keys),
      DisableKey: disableKey(keys),
      DisableKeyRotation: disableKeyRotation(keys),
      EnableKey: enableKey(keys),
      EnableKeyRotation: enableKeyRotation(keys),
      Encrypt: encrypt(keys),
      GenerateDataKey: generateDataKey(keys),
      GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext(keys),
      GenerateRandom: generateRandom(),
      GetKeyPolicy: getKeyPolicy(keys),
      GetKeyRotationStatus: getKeyRotationStatus(keys),
      ListAliases: listAliases(keys),
      ListGrants: listGrants(keys),
      ListKeyPolicies: listKeyPolicies(keys),
      ListKeys: listKeys(keys, clock),
      ListResourceTags: listResourceTags(tags),
      PutKeyPolicy: putKeyPolicy(keys),
      ReEncrypt: reEncrypt(keys),
      ScheduleKeyDeletion: scheduleKeyDeletion(keys, clock),
      TagResource: tagResource(tags),
      UntagResource: untagResource(tags),
      UpdateAlias: updateAlias(keys, clock),
      UpdateKeyDescription: updateKeyDescription(keys),
    },
  };
}
