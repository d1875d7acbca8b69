import { randomUUID } from 'node:crypto';
import { arn } from '../../../core/arn.ts';
import { notServed } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalid } from '../errors.ts';
import { type ScalingStore, type TargetName, targetKey } from '../scaling-store.ts';

interface PutScalingPolicyInput extends Partial<TargetName> {
  readonly PolicyName?: string;
  readonly PolicyType?: string;
  readonly TargetTrackingScalingPolicyConfiguration?: object;
  readonly StepScalingPolicyConfiguration?: object;
}

/**
 * Creates or replaces a scaling policy. It creates no alarms.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export function putScalingPolicy(store: ScalingStore, clock: Clock): OperationHandler<PutScalingPolicyInput, object> {
  return (input, call) => {
    const { ServiceNamespace, ResourceId, ScalableDimension } = store.require(input, call);
    const { PolicyName = '', TargetTrackingScalingPolicyConfiguration, StepScalingPolicyConfiguration } = input;
    const key = `${targetKey(input, call)}/${PolicyName}`;
    const existing = store.policies.get(key);
    const PolicyType = input.PolicyType ?? existing?.PolicyType ?? 'StepScaling';
    if (PolicyType === 'PredictiveScaling') throw notServed("Application Auto Scaling's PredictiveScaling");
    const configuration =
      PolicyType === 'TargetTrackingScaling' ? { TargetTrackingScalingPolicyConfiguration } : { StepScalingPolicyConfiguration };
    if (Object.values(configuration)[0] === undefined)
      throw invalid(`${Object.keys(configuration)[0]} is required for policy type ${PolicyType}`);
    const resource = `scalingPolicy:${randomUUID()}:resource/${ServiceNamespace}/${ResourceId}:policyName/${PolicyName}`;
    const PolicyARN = existing?.arn ?? arn('autoscaling', call, resource);
    store.policies.put(key, {
      ServiceNamespace,
      ResourceId,
      ScalableDimension,
      PolicyName,
      PolicyType,
      arn: PolicyARN,
      configuration,
      createdAt: existing?.createdAt ?? clock.now(),
    });
    return { PolicyARN, Alarms: [] };
  };
}
