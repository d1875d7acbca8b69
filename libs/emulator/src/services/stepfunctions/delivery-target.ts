import { AwsError } from '../../core/aws-error.ts';
import type { DeliveryTarget } from '../../core/delivery-target.ts';

/** State machines start an execution for each message that another service sends to them. */
export const stateMachineTarget: DeliveryTarget = {
  accepts: ({ service, resource }) => service === 'states' && resource.split(':')[0] === 'stateMachine',
  async receive({ target, payload, id }, { call }) {
    try {
      await call('StartExecution', { stateMachineArn: target, input: payload, ...(id === undefined ? {} : { name: id }) });
    } catch (error) {
      // An earlier attempt to send the message started the execution.
      const isStarted = id !== undefined && error instanceof AwsError && error.code === 'ExecutionAlreadyExists';
      if (!isStarted) throw error;
    }
  },
};
