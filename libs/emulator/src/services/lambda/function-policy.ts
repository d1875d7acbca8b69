import type { Call } from '../../core/service.ts';
import { functionArn } from './function-name.ts';
import type { Functions } from './functions.ts';

/** Finds where the policy of a function, version or alias is stored, and the ARN that it protects. */
export function locatePolicy(
  functions: Functions,
  name: string,
  qualifier: string | undefined,
  call: Call,
): { key: string; arn: string } {
  const { reference, key } = functions.find(name, qualifier, call);
  return {
    key: `${key}/${reference.qualifier ?? ''}`,
    arn: functionArn(call, reference.name, reference.qualifier),
  };
}
