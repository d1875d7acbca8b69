import type { ContainerDefinition, CreateModelInput, DescribeModelOutput, ModelSummary } from '@aws-sdk/client-sagemaker';

/** A model as it is stored; times in epoch milliseconds. */
export interface ModelRecord {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly creationTime: number;
  readonly request: CreateModelInput;
}

/** The one container that a model has here. */
export function containerOf({ PrimaryContainer, Containers }: CreateModelInput): ContainerDefinition | undefined {
  return PrimaryContainer ?? Containers?.[0];
}

/** The answer of DescribeModel. */
export function modelDescription({ name, arn, creationTime, request }: ModelRecord): DescribeModelOutput {
  const { Tags: _tags, PrimaryContainer, ...asked } = request;
  return {
    ...asked,
    ModelName: name,
    ModelArn: arn,
    ...(PrimaryContainer === undefined ? {} : { PrimaryContainer: withDefaults(PrimaryContainer) }),
    ...(request.Containers === undefined ? {} : { Containers: request.Containers.map(withDefaults) }),
    EnableNetworkIsolation: request.EnableNetworkIsolation ?? false,
    CreationTime: new Date(creationTime),
    DeploymentRecommendation: undefined,
  };
}

/** An item of ListModels. */
export function summariseModel({ name, arn, creationTime }: ModelRecord): ModelSummary {
  return { ModelName: name, ModelArn: arn, CreationTime: new Date(creationTime) };
}

function withDefaults(container: ContainerDefinition): ContainerDefinition {
  const { ModelDataUrl } = container;
  return {
    Mode: 'SingleModel',
    Environment: {},
    ...container,
    ...(ModelDataUrl === undefined || container.ModelDataSource !== undefined
      ? {}
      : { ModelDataSource: { S3DataSource: { S3Uri: ModelDataUrl, S3DataType: 'S3Object', CompressionType: 'Gzip' } } }),
  };
}
