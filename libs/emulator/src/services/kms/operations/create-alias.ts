import { arn } from '../../../core/arn.ts';
import { AwsError } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { AliasInput, KeyStore } from '../key-store.ts';

/**
 * Creates an alias of a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
 */
export function createAlias(store: KeyStore, clock: Clock): OperationHandler<AliasInput, undefined> {
  return ({ AliasName, TargetKeyId }, call) => {
    if (!/^alias\/[a-zA-Z0-9/_-]+$/u.test(AliasName) || AliasName.startsWith('alias/aws/'))
      throw new AwsError({
        code: 'InvalidAliasNameException',
        message: 'Alias must start with the prefix "alias/" and not with "alias/aws/".',
      });
    const aliasArn = arn('kms', call, AliasName);
    if (store.aliases.get(`${call.region}:${AliasName}`) !== undefined)
      throw new AwsError({ code: 'AlreadyExistsException', message: `An alias with the name ${aliasArn} already exists` });
    const now = clock.now();
    const { id } = store.usableOrDisabled(TargetKeyId, call);
    store.aliases.put(`${call.region}:${AliasName}`, {
      name: AliasName,
      arn: aliasArn,
      keyId: id,
      createdAt: now,
      updatedAt: now,
    });
  };
}
