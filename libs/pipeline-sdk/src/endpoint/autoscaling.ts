import { applicationAutoScaling } from '../core/aws-packages.ts';
import { call } from '../core/call.ts';
import type { LazyClients } from '../core/lazy-clients.ts';
import type { CallOptions } from '../execution/pipeline-execution.ts';

/** Autoscaling of a variant's instances. */
export interface AutoscalingOptions extends CallOptions {
  /** @default 1 */
  readonly minCapacity?: number;
  readonly maxCapacity: number;
  /** Requests a minute that one instance should have: AWS's `SageMakerVariantInvocationsPerInstance`. */
  readonly invocationsPerInstance: number;
  /** Seconds after a scale-in until the next one. @default 300 */
  readonly scaleInCooldownSeconds?: number;
  /** Seconds after a scale-out until the next one. @default 300 */
  readonly scaleOutCooldownSeconds?: number;
  /** @default - the endpoint's only variant */
  readonly variantName?: string;
}

const NAMESPACE = { ServiceNamespace: 'sagemaker', ScalableDimension: 'sagemaker:variant:DesiredInstanceCount' } as const;

/** @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-add-code-define.html */
export async function registerScaling(
  clients: LazyClients,
  endpointName: string,
  variantName: string,
  options: AutoscalingOptions,
): Promise<void> {
  const { minCapacity = 1, maxCapacity, invocationsPerInstance, signal } = options;
  const { client, module } = await clients.get(applicationAutoScaling);
  const target = { ...NAMESPACE, ResourceId: resourceId(endpointName, variantName) };
  const register = new module.RegisterScalableTargetCommand({ ...target, MinCapacity: minCapacity, MaxCapacity: maxCapacity });
  await call(signal, (sending) => client.send(register, sending));
  const policy = new module.PutScalingPolicyCommand({
    ...target,
    PolicyName: `${endpointName}-${variantName}-invocations`,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: invocationsPerInstance,
      PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
      ScaleInCooldown: options.scaleInCooldownSeconds ?? 300,
      ScaleOutCooldown: options.scaleOutCooldownSeconds ?? 300,
    },
  });
  await call(signal, (sending) => client.send(policy, sending));
}

/** Takes the target away, and its policies with it; a variant that has none is left as it is. */
export async function deregisterScaling(
  clients: LazyClients,
  endpointName: string,
  variantName: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { client, module } = await clients.get(applicationAutoScaling);
  const command = new module.DeregisterScalableTargetCommand({ ...NAMESPACE, ResourceId: resourceId(endpointName, variantName) });
  try {
    await call(signal, (options) => client.send(command, options));
  } catch (error) {
    if ((error as Error).name !== 'ObjectNotFoundException') throw error;
  }
}

function resourceId(endpointName: string, variantName: string): string {
  return `endpoint/${endpointName}/variant/${variantName}`;
}
