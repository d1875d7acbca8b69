import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { deleteParameter, deleteParameters } from './operations/delete-parameters.ts';
import { describeParameters } from './operations/describe-parameters.ts';
import { getParameter, getParameterHistory, getParameters, getParametersByPath } from './operations/get-parameters.ts';
import { putParameter } from './operations/put-parameter.ts';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './operations/tagging.ts';
import { ParameterStore } from './parameter-store.ts';

/** AWS Systems Manager: its Parameter Store. */
export function createSsmService({ store, clock }: Runtime): Service {
  const parameters = new ParameterStore(store);
  return {
    id: 'ssm',
    operations: {
      AddTagsToResource: addTagsToResource(parameters),
      DeleteParameter: deleteParameter(parameters),
      DeleteParameters: deleteParameters(parameters),
      DescribeParameters: describeParameters(parameters),
      GetParameter: getParameter(parameters),
      GetParameterHistory: getParameterHistory(parameters),
      GetParameters: getParameters(parameters),
      GetParametersByPath: getParametersByPath(parameters),
      ListTagsForResource: listTagsForResource(parameters),
      PutParameter: putParameter(parameters, clock),
      RemoveTagsFromResource: removeTagsFromResource(parameters),
    },
  };
}
