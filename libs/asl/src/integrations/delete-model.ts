import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow } from './permission.ts';

/** Input of `DeleteModel`. */
export interface DeleteModelArguments {
  readonly ModelName: string;
}

/**
 * Deletes a model, not its artifact.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteModel.html
 */
export const deleteModel: Integration<DeleteModelArguments, ''> = defineIntegration<DeleteModelArguments>()({
  resource: 'arn:${Partition}:states:::aws-sdk:sagemaker:deleteModel',
  patterns: [''],
  permissions: (_, { ModelName }) => [allow(['sagemaker:DeleteModel'], 'sagemaker', 'model', constantName(ModelName))],
});
