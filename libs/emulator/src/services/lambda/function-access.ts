import { parseArn } from '../../core/arn.ts';
import type { Service } from '../../core/service.ts';
import type { FunctionStore } from './function-store.ts';

/** Context of functions for policies: the policy of a function, a version or an alias, and a function's tags. */
export function functionAccess(store: FunctionStore): Required<Pick<Service, 'resourcePolicy' | 'resourceTags'>> {
  return {
    resourcePolicy(arn) {
      const { key, qualifier } = placeOf(arn);
      const policy = store.policies.get(`${key}/${qualifier}`);
      return policy === undefined ? undefined : JSON.stringify({ Version: '2012-10-17', Statement: policy.statements });
    },
    resourceTags(arn) {
      return store.functions.get(placeOf(arn).key)?.tags;
    },
  };
}

/** The key of the function that an ARN names, and the qualifier in the ARN. */
function placeOf(arn: string): { readonly key: string; readonly qualifier: string } {
  const { region, resource = '' } = parseArn(arn) ?? {};
  const [, name, qualifier = ''] = resource.split(':');
  return { key: `${region}/${name}`, qualifier };
}
