import type { Service } from '../../core/service.ts';
import type { FunctionStore } from './function-store.ts';

/** What policies can know of functions: the policy of a function, a version or an alias, and a function's tags. */
export function functionAccess(store: FunctionStore): Required<Pick<Service, 'resourcePolicy' | 'resourceTags'>> {
  return {
    resourcePolicy(arn) {
      const [, , , region, , , name, qualifier = ''] = arn.split(':');
      const policy = store.policies.get(`${region}/${name}/${qualifier}`);
      return policy === undefined ? undefined : JSON.stringify({ Version: '2012-10-17', Statement: policy.statements });
    },
    resourceTags(arn) {
      const [, , , region, , , name] = arn.split(':');
      return store.functions.get(`${region}/${name}`)?.tags;
    },
  };
}
