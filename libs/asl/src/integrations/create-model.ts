import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow, allowPassRole } from './permission.ts';
import type { ContainerDefinition, Tags, VpcConfig } from './sagemaker-shapes.ts';

/** Input of `CreateModel`. */
export interface CreateModelArguments {
  readonly ModelName: string;
  readonly ExecutionRoleArn: string;
  readonly PrimaryContainer: ContainerDefinition;
  readonly VpcConfig?: VpcConfig;
  readonly EnableNetworkIsolation?: boolean;
  readonly Tags?: Tags;
}

/**
 * Makes a model out of an artifact and an image.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export const createModel: Integration<CreateModelArguments, ''> = defineIntegration<CreateModelArguments>()({
  resource: 'arn:${Partition}:states:::sagemaker:createModel',
  patterns: [''],
  permissions: (_, { ModelName, ExecutionRoleArn }) => [
    allow(['sagemaker:CreateModel', 'sagemaker:AddTags'], 'sagemaker', 'model', constantName(ModelName)),
    allowPassRole(constantName(ExecutionRoleArn), 'sagemaker.amazonaws.com'),
  ],
});
