/**
 * The runtime: loads the function's handler and calls it for each invocation that its parent process sends. For asynchronous handlers
 * without response streaming, in CommonJS, which is what CloudFormation makes of inline code.
 */
const { join } = require('node:path');

const { _HANDLER = 'index.handler', LAMBDA_TASK_ROOT = '/var/task', AWS_LAMBDA_FUNCTION_NAME } = process.env;

function failure(error) {
  const { name = 'Error', message = String(error), stack = '' } = error ?? {};
  return JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split('\n') });
}

function load() {
  const dot = _HANDLER.lastIndexOf('.');
  const handler = require(join(LAMBDA_TASK_ROOT, _HANDLER.slice(0, dot)))[_HANDLER.slice(dot + 1)];
  if (typeof handler !== 'function') throw new Error(`${_HANDLER} is undefined or not exported`);
  return handler;
}

try {
  const handler = load();
  process.on('message', async ({ id, arn, payload, deadline }) => {
    const context = {
      awsRequestId: id,
      functionName: AWS_LAMBDA_FUNCTION_NAME,
      invokedFunctionArn: arn,
      getRemainingTimeInMillis: () => deadline - Date.now(),
    };
    try {
      const result = await handler(JSON.parse(payload), context);
      process.send({ type: 'response', id, body: JSON.stringify(result ?? null) });
    } catch (error) {
      console.error(error);
      process.send({ type: 'error', id, body: failure(error) });
    }
  });
  process.send({ type: 'ready', body: '{}' });
} catch (error) {
  console.error(error);
  process.send({ type: 'init-error', body: failure(error) }, () => process.exit(1));
}
