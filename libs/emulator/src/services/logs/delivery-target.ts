import { AwsError } from '../../core/aws-error.ts';
import type { DeliveryTarget } from '../../core/delivery-target.ts';

/** Log groups keep each message that another service sends to them as one log event. */
export const logGroupTarget: DeliveryTarget = {
  accepts: ({ service }) => service === 'logs',
  async receive({ target, payload, id }, { runtime, call }) {
    const logGroupName = target.slice(target.indexOf(':log-group:') + 11).replace(/:\*$/u, '');
    const logStreamName = id ?? 'events';
    await call('CreateLogStream', { logGroupName, logStreamName }).catch((error: unknown) => {
      if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
    });
    await call('PutLogEvents', {
      logGroupName,
      logStreamName,
      logEvents: [{ timestamp: runtime.clock.now(), message: payload }],
    });
  },
};
