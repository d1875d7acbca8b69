import { randomUUID } from 'node:crypto';
import { AwsError, notServed } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Call, OperationHandler, Service } from '../../core/service.ts';
import type { Collection } from '../../core/store.ts';

/** What both kinds of records are named by. */
interface Target {
  readonly ServiceNamespace: string;
  readonly ResourceId: string;
  readonly ScalableDimension: string;
}

interface TargetRecord extends Target {
  readonly MinCapacity: number;
  readonly MaxCapacity: number;
  readonly RoleARN: string;
  readonly SuspendedState: object;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

interface PolicyRecord extends Target {
  readonly PolicyName: string;
  readonly PolicyType: string;
  readonly arn: string;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
}

interface Input extends Partial<Target> {
  readonly MinCapacity?: number;
  readonly MaxCapacity?: number;
  readonly RoleARN?: string;
  readonly SuspendedState?: object;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly ResourceIds?: readonly string[];
  readonly PolicyName?: string;
  readonly PolicyNames?: readonly string[];
  readonly PolicyType?: string;
  readonly TargetTrackingScalingPolicyConfiguration?: object;
  readonly StepScalingPolicyConfiguration?: object;
  readonly ResourceARN?: string;
  readonly TagKeys?: readonly string[];
}

/** What can be scaled: the instances of an endpoint's variant. */
const DIMENSION = 'sagemaker:variant:DesiredInstanceCount';

/**
 * Application Auto Scaling, as records: targets and policies of SageMaker's variants are kept, and nothing is scaled, since a variant is one
 * process here whatever its count.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/Welcome.html
 */
export function createApplicationAutoScalingService(runtime: Runtime): Service {
  const { store, clock, aws } = runtime;
  const targets: Collection<TargetRecord> = store.collection('application-autoscaling.target');
  const policies: Collection<PolicyRecord> = store.collection('application-autoscaling.policy');
  const keyOf = (input: Partial<Target>, { region }: Call): string =>
    `${region}:${input.ServiceNamespace}/${input.ResourceId}/${input.ScalableDimension}`;
  const target = (input: Partial<Target>, call: Call): TargetRecord => {
    const found = targets.get(keyOf(input, call));
    if (found === undefined)
      throw notFound(
        `No scalable target found for service namespace: ${input.ServiceNamespace}, resource ID: ${input.ResourceId}, scalable dimension: ${input.ScalableDimension}`,
      );
    return found;
  };
  const byArn = (arn = ''): { key: string; value: TargetRecord } => {
    const found = targets.list().find(({ value }) => value.arn === arn);
    if (found === undefined) throw notFound(`The resource ${arn} does not exist`);
    return found;
  };
  const matches = (record: Target, input: Input): boolean =>
    record.ServiceNamespace === input.ServiceNamespace &&
    (input.ResourceId === undefined || record.ResourceId === input.ResourceId) &&
    (input.ResourceIds === undefined || input.ResourceIds.length === 0 || input.ResourceIds.includes(record.ResourceId)) &&
    (input.ScalableDimension === undefined || record.ScalableDimension === input.ScalableDimension);
  const operations: Record<string, OperationHandler<Input>> = {
    RegisterScalableTarget: async (input, call) => {
      const { ServiceNamespace = '', ResourceId = '', ScalableDimension = '' } = input;
      if (ServiceNamespace !== 'sagemaker' || ScalableDimension !== DIMENSION)
        throw notServed(`Application Auto Scaling's ${ScalableDimension} of ${ServiceNamespace}`);
      const [, endpoint, variant] = /^endpoint\/([\w-]+)\/variant\/([\w-]+)$/u.exec(ResourceId) ?? [];
      if (endpoint === undefined)
        throw invalid(`Unsupported service namespace, resource type or scalable dimension: ${ResourceId}`);
      const existing = targets.get(keyOf(input, call));
      const MinCapacity = input.MinCapacity ?? existing?.MinCapacity;
      const MaxCapacity = input.MaxCapacity ?? existing?.MaxCapacity;
      if (MinCapacity === undefined || MaxCapacity === undefined)
        throw invalid('MinCapacity and MaxCapacity are required for a new scalable target');
      if (MinCapacity > MaxCapacity) throw invalid('Maximum capacity cannot be less than minimum capacity');
      const { partition, region, account } = call;
      await requireVariant(endpoint, variant ?? '');
      const arn =
        existing?.arn ??
        `arn:${partition}:application-autoscaling:${region}:${account}:scalable-target/${randomUUID().replaceAll('-', '')}`;
      targets.put(keyOf(input, call), {
        ServiceNamespace,
        ResourceId,
        ScalableDimension,
        MinCapacity,
        MaxCapacity,
        RoleARN:
          input.RoleARN ??
          `arn:${partition}:iam::${account}:role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint`,
        SuspendedState: input.SuspendedState ?? {
          DynamicScalingInSuspended: false,
          DynamicScalingOutSuspended: false,
          ScheduledScalingSuspended: false,
        },
        arn,
        tags: existing?.tags ?? input.Tags ?? {},
        createdAt: existing?.createdAt ?? clock.now(),
      });
      return { ScalableTargetARN: arn };

      async function requireVariant(EndpointName: string, name: string): Promise<void> {
        const described = await aws
          .call<{ ProductionVariants?: { VariantName?: string }[] }>(
            'sagemaker',
            'DescribeEndpoint',
            { EndpointName },
            { caller: call.caller, region },
          )
          .catch(() => undefined);
        if (described?.ProductionVariants?.some(({ VariantName }) => VariantName === name)) return;
        throw invalid(`The endpoint or variant does not exist: ${ResourceId}`);
      }
    },
    DeregisterScalableTarget: (input, call) => {
      target(input, call);
      store.transaction(() => {
        targets.delete(keyOf(input, call));
        for (const { key } of policies.list({ prefix: `${keyOf(input, call)}/` })) policies.delete(key);
      });
      return {};
    },
    DescribeScalableTargets: (input, { region }) => ({
      ScalableTargets: targets
        .list({ prefix: `${region}:` })
        .filter(({ value }) => matches(value, input))
        .map(({ value: { arn, createdAt, tags: _tags, ...rest } }) => ({
          ...rest,
          ScalableTargetARN: arn,
          CreationTime: new Date(createdAt),
        })),
    }),
    PutScalingPolicy: (input, call) => {
      const { ServiceNamespace, ResourceId, ScalableDimension } = target(input, call);
      const { PolicyName = '', TargetTrackingScalingPolicyConfiguration, StepScalingPolicyConfiguration } = input;
      const key = `${keyOf(input, call)}/${PolicyName}`;
      const existing = policies.get(key);
      const PolicyType = input.PolicyType ?? existing?.PolicyType ?? 'StepScaling';
      if (PolicyType === 'PredictiveScaling') throw notServed("Application Auto Scaling's PredictiveScaling");
      const configuration =
        PolicyType === 'TargetTrackingScaling'
          ? { TargetTrackingScalingPolicyConfiguration }
          : { StepScalingPolicyConfiguration };
      if (Object.values(configuration)[0] === undefined)
        throw invalid(`${Object.keys(configuration)[0]} is required for policy type ${PolicyType}`);
      const { partition, region, account } = call;
      const arn =
        existing?.arn ??
        `arn:${partition}:autoscaling:${region}:${account}:scalingPolicy:${randomUUID()}:resource/${ServiceNamespace}/${ResourceId}:policyName/${PolicyName}`;
      policies.put(key, {
        ServiceNamespace,
        ResourceId,
        ScalableDimension,
        PolicyName,
        PolicyType,
        arn,
        configuration,
        createdAt: existing?.createdAt ?? clock.now(),
      });
      return { PolicyARN: arn, Alarms: [] };
    },
    DeleteScalingPolicy: (input, call) => {
      if (!policies.delete(`${keyOf(input, call)}/${input.PolicyName}`))
        throw notFound(
          `No scaling policy found for service namespace: ${input.ServiceNamespace}, resource ID: ${input.ResourceId}`,
        );
      return {};
    },
    DescribeScalingPolicies: (input, { region }) => ({
      ScalingPolicies: policies
        .list({ prefix: `${region}:` })
        .filter(
          ({ value }) =>
            matches(value, input) && (input.PolicyNames === undefined || input.PolicyNames.includes(value.PolicyName)),
        )
        .map(({ value: { arn, createdAt, configuration, ...rest } }) => ({
          ...rest,
          ...configuration,
          PolicyARN: arn,
          Alarms: [],
          CreationTime: new Date(createdAt),
        })),
    }),
    DescribeScalingActivities: () => ({ ScalingActivities: [] }),
    ListTagsForResource: ({ ResourceARN }) => ({ Tags: byArn(ResourceARN).value.tags }),
    TagResource: ({ ResourceARN, Tags = {} }) => {
      const { key, value } = byArn(ResourceARN);
      targets.put(key, { ...value, tags: { ...value.tags, ...Tags } });
      return {};
    },
    UntagResource: ({ ResourceARN, TagKeys = [] }) => {
      const { key, value } = byArn(ResourceARN);
      targets.put(key, {
        ...value,
        tags: Object.fromEntries(Object.entries(value.tags).filter(([name]) => !TagKeys.includes(name))),
      });
      return {};
    },
  };
  return { id: 'application-autoscaling', operations };
}

function notFound(message: string): AwsError {
  return new AwsError({ code: 'ObjectNotFoundException', message });
}

function invalid(message: string): AwsError {
  return new AwsError({ code: 'ValidationException', message });
}
