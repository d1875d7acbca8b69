import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { KeyStore } from './key-store.ts';
import { aliasOperations } from './operations/aliases.ts';
import { cryptographicOperations } from './operations/cryptography.ts';
import { keyOperations } from './operations/keys.ts';

/**
 * AWS KMS: symmetric keys that really encrypt, their policies and aliases. Other services keep the names of keys and check that they may
 * be used; what they store is not encrypted with them.
 */
export function createKmsService({ store, clock }: Runtime): Service {
  const keys = new KeyStore(store);
  return {
    id: 'kms',
    resourcePolicy: (arn) => keys.keys.get(arn)?.policy,
    resourceTags: (arn) => keys.keys.get(arn)?.tags,
    operations: {
      ...aliasOperations(keys, clock),
      ...cryptographicOperations(keys),
      ...keyOperations(keys, clock),
    },
  };
}
