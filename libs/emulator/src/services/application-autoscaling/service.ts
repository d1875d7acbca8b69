import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { deleteScalingPolicy } from './operations/delete-scaling-policy.ts';
import { deregisterScalableTarget } from './operations/deregister-scalable-target.ts';
import { describeScalableTargets } from './operations/describe-scalable-targets.ts';
import { describeScalingActivities } from './operations/describe-scaling-activities.ts';
import { describeScalingPolicies } from './operations/describe-scaling-policies.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putScalingPolicy } from './operations/put-scaling-policy.ts';
import { registerScalableTarget } from './operations/register-scalable-target.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { ScalingStore } from './scaling-store.ts';
import { targetTags } from './target-tags.ts';

/**
 * Application Auto Scaling as records: targets and policies of SageMaker's variants are stored, and nothing is scaled, since a variant is
 * one process here whatever its instance count.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/Welcome.html
 */
export function createApplicationAutoScalingService(runtime: Runtime): Service {
  const store = new ScalingStore(runtime.store);
  const tags = targetTags(store);
  return {
    id: 'application-autoscaling',
    operations: {
      DeleteScalingPolicy: deleteScalingPolicy(store),
      DeregisterScalableTarget: deregisterScalableTarget(store),
      DescribeScalableTargets: describeScalableTargets(store),
      DescribeScalingActivities: describeScalingActivities(),
      DescribeScalingPolicies: describeScalingPolicies(store),
      ListTagsForResource: listTagsForResource(tags),
      PutScalingPolicy: putScalingPolicy(store, runtime.clock),
      RegisterScalableTarget: registerScalableTarget(store, runtime),
      TagResource: tagResource(tags),
      UntagResource: untagResource(tags),
    },
  };
}
