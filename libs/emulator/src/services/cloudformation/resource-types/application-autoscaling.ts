import { ignoreNotFound } from '../failure-reason.ts';
import { PropertyError } from './property-shape.ts';
import type { Properties, ResourceType } from './resource-type.ts';

const NAMES = ['ResourceId', 'ScalableDimension', 'ServiceNamespace'] as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html */
export const scalableTarget: ResourceType = {
  typeName: 'AWS::ApplicationAutoScaling::ScalableTarget',
  properties: {
    MaxCapacity: 'integer',
    MinCapacity: 'integer',
    ResourceId: 'string',
    RoleARN: 'string',
    ScalableDimension: 'string',
    ScheduledActions: 'notServed',
    ServiceNamespace: 'string',
    SuspendedState: {
      DynamicScalingInSuspended: 'boolean',
      DynamicScalingOutSuspended: 'boolean',
      ScheduledScalingSuspended: 'boolean',
    },
  },
  required: ['MaxCapacity', 'MinCapacity', ...NAMES],
  createOnly: [...NAMES],
  attributes: ['Id'],
  create: async (properties, context) => {
    await context.call('application-autoscaling', 'RegisterScalableTarget', properties);
    const id = NAMES.map((name) => String(properties[name])).join('|');
    return { physicalId: id, attributes: { Id: id } };
  },
  update: async (state, properties, _before, context) => {
    await context.call('application-autoscaling', 'RegisterScalableTarget', properties);
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('application-autoscaling', 'DeregisterScalableTarget', targetOf(physicalId)));
  },
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalingpolicy.html */
export const scalingPolicy: ResourceType = {
  typeName: 'AWS::ApplicationAutoScaling::ScalingPolicy',
  properties: {
    PolicyName: 'string',
    PolicyType: 'string',
    PredictiveScalingPolicyConfiguration: 'notServed',
    ResourceId: 'string',
    ScalableDimension: 'string',
    ScalingTargetId: 'string',
    ServiceNamespace: 'string',
    StepScalingPolicyConfiguration: 'json',
    TargetTrackingScalingPolicyConfiguration: 'json',
  },
  required: ['PolicyName', 'PolicyType'],
  createOnly: ['PolicyName', 'ScalingTargetId', ...NAMES],
  nameProperty: 'PolicyName',
  attributes: ['Arn', 'ScalableDimension'],
  create: async (properties, context) => {
    const input = inputOf(properties);
    const { PolicyARN } = await context.call<{ PolicyARN: string }>('application-autoscaling', 'PutScalingPolicy', input);
    return { physicalId: PolicyARN, attributes: { Arn: PolicyARN, ScalableDimension: String(input['ScalableDimension']) } };
  },
  update: async (state, properties, _before, context) => {
    await context.call('application-autoscaling', 'PutScalingPolicy', inputOf(properties));
    return state;
  },
  delete: async (_state, properties, context) => {
    const { PolicyName, ResourceId, ScalableDimension, ServiceNamespace } = inputOf(properties);
    const input = { PolicyName, ResourceId, ScalableDimension, ServiceNamespace };
    await ignoreNotFound(context.call('application-autoscaling', 'DeleteScalingPolicy', input));
  },
};

function targetOf(id: string): Record<string, string | undefined> {
  const [ResourceId, ScalableDimension, ServiceNamespace] = id.split('|');
  return { ResourceId, ScalableDimension, ServiceNamespace };
}

function inputOf({ ScalingTargetId, ...properties }: Properties): Record<string, unknown> {
  if (ScalingTargetId === undefined && properties['ResourceId'] === undefined)
    throw new PropertyError('#: required key [ScalingTargetId] or [ResourceId] not found');
  return { ...properties, ...(ScalingTargetId === undefined ? {} : targetOf(String(ScalingTargetId))) };
}
