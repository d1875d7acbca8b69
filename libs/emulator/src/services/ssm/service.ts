import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { addTagsToResource } from './operations/add-tags-to-resource.ts';
import { deleteParameter } from './operations/delete-parameter.ts';
import { deleteParameters } from './operations/delete-parameters.ts';
import { describeParameters } from './operations/describe-parameters.ts';
import { getParameter } from './operations/get-parameter.ts';
import { getParameterHistory } from './operations/get-parameter-history.ts';
import { getParameters } from './operations/get-parameters.ts';
import { getParametersByPath } from './operations/get-parameters-by-path.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putParameter } from './operations/put-parameter.ts';
import { removeTagsFromResource } from './operations/remove-tags-from-resource.ts';
import { ParameterStore } from './parameter-store.ts';
import { parameterTags } from './parameter-tags.ts';

/** AWS Systems Manager: its Parameter Store. */
export function createSsmService({ store, clock }: Runtime): Service {
  const parameters = new ParameterStore(store);
  const tags = parameterTags(parameters);
  return {
    id: 'ssm',
    operations: {
      AddTagsToResource: addTagsToResource(tags),
      DeleteParameter: deleteParameter(parameters),
      DeleteParameters: deleteParameters(parameters),
      DescribeParameters: describeParameters(parameters),
      GetParameter: getParameter(parameters),
      GetParameterHistory: getParameterHistory(parameters),
      GetParameters: getParameters(parameters),
      GetParametersByPath: getParametersByPath(parameters),
      ListTagsForResource: listTagsForResource(tags),
      PutParameter: putParameter(parameters, clock),
      RemoveTagsFromResource: removeTagsFromResource(tags),
    },
  };
}
