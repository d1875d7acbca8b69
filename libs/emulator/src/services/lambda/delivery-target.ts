import type { DeliveryTarget } from '../../core/delivery-target.ts';

/** Functions run asynchronously on the messages that other services send to them. */
export const functionTarget: DeliveryTarget = {
  accepts: ({ service }) => service === 'lambda',
  async receive({ target, payload }, { call }) {
    await call('Invoke', { FunctionName: target, InvocationType: 'Event', Payload: Buffer.from(payload) });
  },
};
