import type { OperationHandler } from '../../../core/service.ts';
import type { KeyStore } from '../key-store.ts';

/**
 * Lists the aliases of a region or of one key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html
 */
export function listAliases(store: KeyStore): OperationHandler<{ KeyId?: string }, object> {
  return ({ KeyId }, call) => {
    const wanted = KeyId === undefined ? undefined : store.get(KeyId, call).id;
    const found = store.aliases
      .list({ prefix: `${call.region}:` })
      .map(({ value }) => value)
      .filter(({ keyId }) => wanted === undefined || keyId === wanted);
    return {
      Aliases: found.map(({ name, arn, keyId, createdAt, updatedAt }) => ({
        AliasName: name,
        AliasArn: arn,
        TargetKeyId: keyId,
        CreationDate: new Date(createdAt),
        LastUpdatedDate: new Date(updatedAt),
      })),
      Truncated: false,
    };
  };
}
