import { AwsError, notServed } from '../../core/aws-error.ts';
import { awsManagedPolicy } from './aws-managed-policies.ts';
import { noSuchEntity } from './errors.ts';
import type { Iam } from './iam.ts';
import { isAwsManaged, type ManagedPolicy } from './policy-store.ts';

/**
 * The customer managed policy with this ARN; undefined for one that AWS keeps, which every account has.
 *
 * @throws AwsError `NoSuchEntity`, `ValidationError` where it is not a policy's ARN, or by its name for a policy of AWS that is not known here:
 *   no one could say what it allows
 */
export function requirePolicy({ policies }: Pick<Iam, 'policies'>, arn: string): ManagedPolicy | undefined {
  if (isAwsManaged(arn)) {
    if (awsManagedPolicy(arn) === undefined) throw notServed(`The policy ${arn}, which AWS keeps,`);
    return undefined;
  }
  if (!/^arn:aws[\w-]*:iam::\d{12}:policy\/.+$/u.test(arn))
    throw new AwsError({ code: 'ValidationError', message: `ARN ${arn} is not valid.` });
  const policy = policies.get(arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  return policy;
}
