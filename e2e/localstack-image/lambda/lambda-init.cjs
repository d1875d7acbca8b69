#!/usr/local/bin/node
/**
 * Starts a function in its container under LocalStack, where LocalStack's own init cannot be downloaded: takes invocations on port 9563,
 * hands them one by one to the runtime, and sends LocalStack their results.
 */
const { fork } = require('node:child_process');
const { createServer } = require('node:http');

const { LOCALSTACK_RUNTIME_ENDPOINT, LOCALSTACK_RUNTIME_ID, AWS_LAMBDA_FUNCTION_TIMEOUT = '3' } = process.env;
const TIMEOUT_MILLIS = Number(AWS_LAMBDA_FUNCTION_TIMEOUT) * 1000;

/** The invocation at work, and the lines that the function has written during it. */
let current;
let output = '';
let ready = false;

async function send(path, body) {
  const url = `${LOCALSTACK_RUNTIME_ENDPOINT.replace(/\/$/, '')}${path}`;
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

function failure(errorType, errorMessage) {
  return JSON.stringify({ errorType, errorMessage });
}

/** The end of an invocation; `kind` is `response` or `error`. Only the first one counts. */
async function end(kind, id, body) {
  if (current?.id !== id) return;
  clearTimeout(current.timer);
  current = undefined;
  const logs = `START RequestId: ${id} Version: $LATEST\n${output}END RequestId: ${id}\n`;
  output = '';
  await send(`/invocations/${id}/logs`, JSON.stringify({ logs }));
  await send(`/invocations/${id}/${kind}`, body);
}

const runtime = fork('/var/runtime/runtime.cjs', [], { cwd: '/var/task', silent: true });
for (const stream of [runtime.stdout, runtime.stderr]) {
  stream.on('data', (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
}

runtime.on('message', async ({ type, id, body }) => {
  if (type === 'response' || type === 'error') return end(type, id, body);
  ready = type === 'ready';
  await send(`/status/${LOCALSTACK_RUNTIME_ID}/${ready ? 'ready' : 'error'}`, body);
});

runtime.on('exit', async (code) => {
  const body = failure('Runtime.ExitError', `RequestId: ${current?.id ?? ''} Error: Runtime exited with code ${code}`);
  if (current !== undefined) await end('error', current.id, body);
  else if (!ready) await send(`/status/${LOCALSTACK_RUNTIME_ID}/error`, body);
  process.exit(1);
});

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { 'invoke-id': id, 'invoked-function-arn': arn, payload } = JSON.parse(Buffer.concat(chunks));
  const timer = setTimeout(() => {
    const message = `RequestId: ${id} Error: Task timed out after ${(TIMEOUT_MILLIS / 1000).toFixed(2)} seconds`;
    void end('error', id, failure('Sandbox.Timedout', message)).finally(() => process.exit(1));
  }, TIMEOUT_MILLIS);
  current = { id, timer };
  runtime.send({ id, arn, payload, deadline: Date.now() + TIMEOUT_MILLIS });
  response.end();
}).listen(9563, '0.0.0.0');
