import type {
  CreateModelInput,
  CreateModelOutput,
  DeleteModelInput,
  DescribeModelInput,
  ListModelsInput,
} from '@aws-sdk/client-sagemaker';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { createAwsObjectStore } from '../../../jobs/aws-object-store.ts';
import { isEcrImage } from '../../../jobs/framework-image.ts';
import { parseS3Uri } from '../../../jobs/s3-uri.ts';
import { recordKey, resourceArn } from '../arn.ts';
import { assumeExecutionRole } from '../execution-role.ts';
import { listPage } from '../listing.ts';
import { containerOf, describeModel, type ModelRecord, summariseModel } from '../model.ts';
import { alreadyExists, couldNotFind, validationException } from '../refusals.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/** CreateModel, DescribeModel, ListModels and DeleteModel. */
export function modelOperations(context: SagemakerContext): Record<string, OperationHandler> {
  const { models, tags, runtime } = context;

  const found = (name: string | undefined, call: Call): ModelRecord => {
    const record = models.get(recordKey(call.region, name ?? ''));
    if (record === undefined) throw couldNotFind('model', resourceArn(call, 'model', name ?? ''));
    return record;
  };

  return {
    async CreateModel(request: CreateModelInput, call: Call): Promise<CreateModelOutput> {
      const name = request.ModelName ?? '';
      const key = recordKey(call.region, name);
      const arn = resourceArn(call, 'model', name);
      const refuseIfThere = (): void => {
        if (models.get(key) !== undefined) throw alreadyExists('model', arn);
      };
      refuseIfThere();
      checkContainers(request);
      await checkModelData(context, request, arn, call);
      refuseIfThere();
      runtime.store.transaction(() => {
        models.put(key, { name, arn, region: call.region, creationTime: runtime.clock.now(), request });
        tags.add(arn, request.Tags ?? []);
      });
      return { ModelArn: arn };
    },

    DescribeModel: ({ ModelName }: DescribeModelInput, call: Call) => describeModel(found(ModelName, call)),

    ListModels(input: ListModelsInput, call: Call) {
      const records = models.list({ prefix: `${call.region}/` }).map(({ value }) => value);
      const { items, nextToken } = listPage(records, input);
      return { Models: items.map(summariseModel), NextToken: nextToken };
    },

    DeleteModel({ ModelName }: DeleteModelInput, call: Call): object {
      const { arn, name } = found(ModelName, call);
      models.delete(recordKey(call.region, name));
      tags.forget(arn);
      return {};
    },
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

/** As AWS does: the model's data must be there, and the role must be able to read it. */
async function checkModelData(
  { runtime }: SagemakerContext,
  request: CreateModelInput,
  modelArn: string,
  { region }: Call,
): Promise<void> {
  const roleArn = request.ExecutionRoleArn ?? '';
  const container = containerOf(request);
  const uri = container?.ModelDataUrl;
  if (uri === undefined) {
    assumeExecutionRole(runtime, roleArn, modelArn);
    return;
  }
  const { bucket, key } = parseS3Uri(uri) ?? { bucket: '', key: '' };
  let size: number | undefined;
  try {
    const store = createAwsObjectStore(runtime.aws, assumeExecutionRole(runtime, roleArn, modelArn), region);
    size = await store.size(bucket, key);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationException(
      `Could not access model data at ${uri}. Please ensure that the role "${roleArn}" exists and that its trust relationship policy allows the action "sts:AssumeRole" for the service principal "sagemaker.amazonaws.com". Also ensure that the role has "s3:GetObject" permissions and that the object is located in ${region}. If your Model uses multiple models or uncompressed models, please ensure that the role has "s3:ListBucket" permission.`,
    );
  }
  if (size === undefined) throw validationException(`Could not find model data at ${uri}.`);
}
