import type { OperationHandler } from '../../../core/service.ts';
import type { ScalingStore, TargetName } from '../scaling-store.ts';

/**
 * Deletes a scalable target with its policies.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
 */
export function deregisterScalableTarget(store: ScalingStore): OperationHandler<Partial<TargetName>, object> {
  return (input, call) => {
    store.require(input, call);
    store.remove(input, call);
    return {};
  };
}
