import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type AliasInput, type KeyStore, notFound } from '../key-store.ts';

/**
 * Makes an alias name another key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html
 */
export function updateAlias(store: KeyStore, clock: Clock): OperationHandler<AliasInput, undefined> {
  return ({ AliasName, TargetKeyId }, call) => {
    const alias = store.aliases.get(`${call.region}:${AliasName}`);
    if (alias === undefined) throw notFound(`Alias ${AliasName} is not found.`);
    const { id } = store.usableOrDisabled(TargetKeyId, call);
    store.aliases.put(`${call.region}:${AliasName}`, { ...alias, keyId: id, updatedAt: clock.now() });
  };
}
