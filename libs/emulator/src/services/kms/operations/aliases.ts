import { AwsError } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type KeyStore, notFound } from '../key-store.ts';

interface AliasInput {
  readonly AliasName?: string;
  readonly TargetKeyId?: string;
}

/** Operations on aliases. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export function aliasOperations(store: KeyStore, clock: Clock): Record<string, OperationHandler> {
  return {
    CreateAlias: ({ AliasName = '', TargetKeyId }: AliasInput, call) => {
      if (!/^alias\/[a-zA-Z0-9/_-]+$/u.test(AliasName) || AliasName.startsWith('alias/aws/'))
        throw new AwsError({
          code: 'InvalidAliasNameException',
          message: 'Alias must start with the prefix "alias/" and not with "alias/aws/".',
        });
      const arn = `arn:${call.partition}:kms:${call.region}:${call.account}:${AliasName}`;
      if (store.aliases.get(`${call.region}:${AliasName}`) !== undefined)
        throw new AwsError({ code: 'AlreadyExistsException', message: `An alias with the name ${arn} already exists` });
      const now = clock.now();
      const { id } = store.usableOrDisabled(TargetKeyId, call);
      store.aliases.put(`${call.region}:${AliasName}`, { name: AliasName, arn, keyId: id, createdAt: now, updatedAt: now });
    },
    UpdateAlias: ({ AliasName = '', TargetKeyId }: AliasInput, call) => {
      const alias = store.aliases.get(`${call.region}:${AliasName}`);
      if (alias === undefined) throw notFound(`Alias ${AliasName} is not found.`);
      const { id } = store.usableOrDisabled(TargetKeyId, call);
      store.aliases.put(`${call.region}:${AliasName}`, { ...alias, keyId: id, updatedAt: clock.now() });
    },
    DeleteAlias: ({ AliasName = '' }: AliasInput, call) => {
      if (!store.aliases.delete(`${call.region}:${AliasName}`)) throw notFound(`Alias ${AliasName} is not found.`);
    },
    ListAliases: ({ KeyId }: { KeyId?: string }, call) => {
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
    },
  };
}
