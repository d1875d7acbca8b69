import type { CreateModelInput, CreateModelOutput } from '@aws-sdk/client-sagemaker';
import { isEcrImage, ObjectStoreError, parseS3Uri, type S3Uri } from '@stepmaker/sagemaker-jobs/container';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { Runtime } from '../../../core/runtime.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { tagsFromList } from '../../../core/tags.ts';
import { createAwsObjectStore } from '../aws-object-store.ts';
import { assumeExecutionRole } from '../execution-role.ts';
import { containerOf } from '../model.ts';
import { alreadyExists, validationException } from '../refusals.ts';
import { recordKey, resourceArn } from '../resource-name.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * CreateModel: stores a model whose data the role can read.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export function createModel({
  models,
  tags,
  runtime,
}: SagemakerContext): OperationHandler<Given<CreateModelInput, 'ModelName'>, CreateModelOutput> {
  return async (request, call) => {
    const name = request.ModelName;
    const key = recordKey(call.region, name);
    const arn = resourceArn(call, 'model', name);
    const requireUnusedName = (): void => {
      if (models.get(key) !== undefined) throw alreadyExists('model', arn);
    };
    requireUnusedName();
    checkContainers(request);
    await requireModelData(runtime, request, arn, call);
    requireUnusedName();
    runtime.store.transaction(() => {
      models.put(key, { name, arn, region: call.region, creationTime: runtime.clock.now(), request });
      tags.add(arn, tagsFromList(request.Tags));
    });
    return { ModelArn: arn };
  };
}

function checkContainers(request: CreateModelInput): void {
  const { PrimaryContainer, Containers } = request;
  if (PrimaryContainer !== undefined && Containers !== undefined) {
    throw validationException('You can specify either PrimaryContainer or Containers, not both.');
  }
  if ((Containers?.length ?? 0) > 1) throw notServed('CreateModel with more than one container (an inference pipeline)');
  const container = containerOf(request);
  if (container === undefined) throw validationException('Either PrimaryContainer or Containers must be specified.');
  if (container.ModelPackageName !== undefined) throw notServed('CreateModel with ModelPackageName');
  if (container.Mode === 'MultiModel') throw notServed('CreateModel with Mode MultiModel');
  if (container.Image === undefined) throw validationException('Image must be specified for the container.');
  if (!isEcrImage(container.Image)) throw validationException(`ECR image "${container.Image}" is invalid.`);
  if (container.ModelDataUrl !== undefined && parseS3Uri(container.ModelDataUrl) === undefined) {
    throw validationException(`ModelDataUrl "${container.ModelDataUrl}" must be an S3 URI of the form s3://bucket/key.`);
  }
}

/** Checks that the data of the model exists and that the role may read it, as AWS does. @throws AwsError */
async function requireModelData(runtime: Runtime, request: CreateModelInput, modelArn: string, { region }: Call): Promise<void> {
  const roleArn = request.ExecutionRoleArn ?? '';
  const container = containerOf(request);
  const uri = container?.ModelDataUrl;
  if (uri === undefined) {
    assumeExecutionRole(runtime, roleArn, modelArn);
    return;
  }
  const { bucket, key } = parseS3Uri(uri) as S3Uri;
  let size: number | undefined;
  try {
    const store = createAwsObjectStore(runtime.aws, assumeExecutionRole(runtime, roleArn, modelArn), region);
    size = await store.size(bucket, key);
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof ObjectStoreError)) throw error;
    throw validationException(
      `Could not access model data at ${uri}. Please ensure that the role "${roleArn}" exists and that its trust relationship policy allows the action "sts:AssumeRole" for the service principal "sagemaker.amazonaws.com". Also ensure that the role has "s3:GetObject" permissions and that the object is located in ${region}. If your Model uses multiple models or uncompressed models, please ensure that the role has "s3:ListBucket" permission.`,
    );
  }
  if (size === undefined) throw validationException(`Could not find model data at ${uri}.`);
}
