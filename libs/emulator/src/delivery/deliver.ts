import { notServed } from '../core/aws-error.ts';
import { type Caller, serviceCaller } from '../core/caller.ts';
import type { DeliveryMessage } from '../core/delivery-target.ts';
import type { Runtime } from '../core/runtime.ts';

/** Whether messages can be sent to the resource that the ARN names. */
export function isServedTarget({ catalogue }: Pick<Runtime, 'catalogue'>, arn: string): boolean {
  return catalogue.deliveryTarget(arn) !== undefined;
}

/**
 * Sends a message to its target, as the role of the sender or in the sender's own name.
 *
 * @throws AwsError if the target refuses the message, does not exist, or is of a kind that is not served
 */
export async function deliver(runtime: Runtime, message: DeliveryMessage): Promise<void> {
  const { target, principal, roleArn, sourceArn } = message;
  const found = runtime.catalogue.deliveryTarget(target);
  if (found === undefined) throw notServed(`Sending messages to ${target}`);
  const region = found.resource.region || message.region;
  const caller: Caller =
    roleArn === undefined
      ? serviceCaller(principal, runtime.account, sourceArn)
      : runtime.aws.assumeRole(roleArn, principal.replace(/\..*$/u, ''), principal, sourceArn);
  await found.target.receive(message, {
    runtime,
    resource: found.resource,
    call: (operation, input) => runtime.aws.call(found.id, operation, input, { caller, region }),
  });
}
