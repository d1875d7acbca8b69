import type { OperationHandler } from '../../../core/service.ts';
import { type AliasInput, type KeyStore, notFound } from '../key-store.ts';

/**
 * Deletes an alias.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html
 */
export function deleteAlias(store: KeyStore): OperationHandler<Pick<AliasInput, 'AliasName'>, undefined> {
  return ({ AliasName }, call) => {
    if (!store.aliases.delete(`${call.region}:${AliasName}`)) throw notFound(`Alias ${AliasName} is not found.`);
  };
}
