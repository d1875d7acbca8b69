import { randomUUID } from 'node:crypto';
import { arn, globalArn } from '../../../core/arn.ts';
import { notServed } from '../../../core/aws-error.ts';
import type { Aws, Runtime } from '../../../core/runtime.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import type { Tags } from '../../../core/tags.ts';
import { invalid } from '../errors.ts';
import { type ScalingStore, type TargetName, targetKey } from '../scaling-store.ts';

interface RegisterScalableTargetInput extends Partial<TargetName> {
  readonly MinCapacity?: number;
  readonly MaxCapacity?: number;
  readonly RoleARN?: string;
  readonly SuspendedState?: object;
  readonly Tags?: Tags;
}

/** The only dimension that is served: the number of instances of an endpoint's variant. */
const DIMENSION = 'sagemaker:variant:DesiredInstanceCount';

const SERVICE_ROLE =
  'role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint';

/**
 * Creates or updates a scalable target: a variant of a SageMaker endpoint.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export function registerScalableTarget(
  store: ScalingStore,
  { aws, clock }: Runtime,
): OperationHandler<RegisterScalableTargetInput, object> {
  return async (input, call) => {
    const { ServiceNamespace = '', ResourceId = '', ScalableDimension = '' } = input;
    if (ServiceNamespace !== 'sagemaker' || ScalableDimension !== DIMENSION)
      throw notServed(`Application Auto Scaling's ${ScalableDimension} of ${ServiceNamespace}`);
    const key = targetKey(input, call);
    const existing = store.targets.get(key);
    const [, endpoint, variant = ''] = /^endpoint\/([\w-]+)\/variant\/([\w-]+)$/u.exec(ResourceId) ?? [];
    if (endpoint === undefined)
      throw invalid(`Unsupported service namespace, resource type or scalable dimension: ${ResourceId}`);
    const MinCapacity = input.MinCapacity ?? existing?.MinCapacity;
    const MaxCapacity = input.MaxCapacity ?? existing?.MaxCapacity;
    if (MinCapacity === undefined || MaxCapacity === undefined)
      throw invalid('MinCapacity and MaxCapacity are required for a new scalable target');
    if (MinCapacity > MaxCapacity) throw invalid('Maximum capacity cannot be less than minimum capacity');
    if (!(await hasVariant(aws, endpoint, variant, call))) throw invalid(`The endpoint or variant does not exist: ${ResourceId}`);
    const resource = `scalable-target/${randomUUID().replaceAll('-', '')}`;
    const ScalableTargetARN = existing?.arn ?? arn('application-autoscaling', call, resource);
    store.targets.put(key, {
      ServiceNamespace,
      ResourceId,
      ScalableDimension,
      MinCapacity,
      MaxCapacity,
      RoleARN: input.RoleARN ?? globalArn('iam', call, SERVICE_ROLE),
      SuspendedState: input.SuspendedState ?? {
        DynamicScalingInSuspended: false,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
      },
      arn: ScalableTargetARN,
      tags: existing?.tags ?? input.Tags ?? {},
      createdAt: existing?.createdAt ?? clock.now(),
    });
    return { ScalableTargetARN };
  };
}

async function hasVariant(aws: Aws, EndpointName: string, variant: string, { caller, region }: Call): Promise<boolean> {
  const described = await aws
    .call<{ ProductionVariants?: { VariantName?: string }[] }>(
      'sagemaker',
      'DescribeEndpoint',
      { EndpointName },
      { caller, region },
    )
    .catch(() => undefined);
  return described?.ProductionVariants?.some(({ VariantName }) => VariantName === variant) === true;
}
