import type { OperationHandler } from '../../../core/service.ts';
import { notFound } from '../errors.ts';
import { type ScalingStore, type TargetName, targetKey } from '../scaling-store.ts';

interface DeleteScalingPolicyInput extends Partial<TargetName> {
  readonly PolicyName?: string;
}

/**
 * Deletes a scaling policy.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScalingPolicy.html
 */
export function deleteScalingPolicy({ policies }: ScalingStore): OperationHandler<DeleteScalingPolicyInput, object> {
  return (input, call) => {
    if (!policies.delete(`${targetKey(input, call)}/${input.PolicyName}`))
      throw notFound(
        `No scaling policy found for service namespace: ${input.ServiceNamespace}, resource ID: ${input.ResourceId}`,
      );
    return {};
  };
}
