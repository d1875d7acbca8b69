import type { ListModelsInput, ListModelsOutput } from '@aws-sdk/client-sagemaker';
import type { OperationHandler } from '../../../core/service.ts';
import { listPage, recordsIn } from '../listing.ts';
import { summariseModel } from '../model.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * ListModels: returns a page of the models of a region.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListModels.html
 */
export function listModels({ models }: SagemakerContext): OperationHandler<ListModelsInput, ListModelsOutput> {
  return (input, call) => {
    const { items, nextToken } = listPage(recordsIn(models, call.region), input, call);
    return { Models: items.map(summariseModel), NextToken: nextToken };
  };
}
