import { startEmulator } from '../../src/index.ts';

// A server in a separate process, to be killed, whose queues take nothing: it prints its address, and each message that is refused.
const [, , dataDir = ''] = process.argv;
const emulator = await startEmulator({ port: 0, dataDir, log: () => {} });
emulator.faults.refuse({
  service: 'sqs',
  operation: 'SendMessage',
  code: 'ServiceUnavailable',
  message: 'The request has failed due to a temporary failure of the server.',
  httpStatus: 503,
  times: Number.POSITIVE_INFINITY,
  when: ({ MessageBody }) => {
    process.stdout.write(`${String(MessageBody)}\n`);
    return true;
  },
});
process.stdout.write(`${emulator.endpointUrl}\n`);
