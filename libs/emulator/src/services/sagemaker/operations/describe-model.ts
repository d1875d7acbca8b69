import type { DescribeModelInput, DescribeModelOutput } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { modelDescription } from '../model.ts';
import { requireModel } from '../require-resource.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * DescribeModel: returns the request of a model.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModel.html
 */
export function describeModel(
  context: SagemakerContext,
): OperationHandler<Given<DescribeModelInput, 'ModelName'>, DescribeModelOutput> {
  return ({ ModelName }, call) => modelDescription(requireModel(context, ModelName, call));
}
