import type { DeleteModelInput } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { requireModel } from '../require-resource.ts';
import { recordKey } from '../resource-name.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * DeleteModel: deletes a model. Endpoints that serve it keep it.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteModel.html
 */
export function deleteModel(context: SagemakerContext): OperationHandler<Given<DeleteModelInput, 'ModelName'>, object> {
  const { models, tags } = context;
  return ({ ModelName }, call) => {
    const { arn, name } = requireModel(context, ModelName, call);
    models.delete(recordKey(call.region, name));
    tags.forget(arn);
    return {};
  };
}
