/**
 * The Node.js runtime of a Lambda function: the program that an execution environment runs. It loads the handler, then takes calls as
 * lines of JSON on file descriptor 3 and answers there, so that standard output stays the function's.
 *
 * It is JavaScript, and imports little, because every cold start waits for it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
import { existsSync, writeSync } from 'node:fs';
import { createRequire, registerHooks, syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

/** @typedef {{ requestId: string, payload: string, functionArn: string, clientContext?: string, traceId: string, deadline: number }} Invocation */

const PIPE = 3;
const RESPONSE_PATH = '/_stepmaker/cloudformation/response/';
const { env } = process;
const taskRoot = env['LAMBDA_TASK_ROOT'] ?? process.cwd();
const runtimeMajor = Number(/\d+/.exec(env['AWS_EXECUTION_ENV'] ?? '')?.[0] ?? '24');
const takesCallbacks = runtimeMajor < 24;
const pipe = new Socket({ fd: PIPE, readable: true, writable: false });
let requestId;
let isRunning = false;
let reachesCustomResourceEndpoint = false;

patchConsole();
process.on('uncaughtException', (error) => fail(error));
process.on('unhandledRejection', (reason) =>
  fail(runtimeError('UnhandledPromiseRejection', String(reason), reason instanceof Error ? reason.stack : undefined)),
);

/** @type {{ handler: Function } | { error: unknown }} */
let loaded;
try {
  loaded = { handler: await loadHandler(env['_HANDLER'] ?? '') };
} catch (error) {
  loaded = { error };
}
send({ type: 'ready' });
listen(async (call) => {
  if ('error' in loaded) fail(loaded.error);
  else await run(loaded.handler, call);
});

/** Calls `onCall` for each call that comes in; ends the process when the server is gone. */
function listen(onCall) {
  let pending = [];
  pipe.on('data', (chunk) => {
    const newline = chunk.indexOf(10);
    pending.push(newline < 0 ? chunk : chunk.subarray(0, newline));
    if (newline < 0) return;
    const line = Buffer.concat(pending).toString();
    pending = [];
    void onCall(JSON.parse(line));
  });
  pipe.on('end', () => process.exit(0));
}

/**
 * Runs the handler once.
 *
 * @param {Function} handler
 * @param {Invocation} call
 */
async function run(handler, call) {
  requestId = call.requestId;
  isRunning = true;
  env['_X_AMZN_TRACE_ID'] = call.traceId;
  if (!reachesCustomResourceEndpoint && call.payload.includes(RESPONSE_PATH)) reachCustomResourceEndpoint();
  const { promise, resolve: settle } = Promise.withResolvers();
  let outcome;
  let usesCallback = false;
  const done = () => settle(outcome && 'error' in outcome ? errorMessage(outcome.error) : resultMessage(outcome?.result));
  const context = createContext(call);
  const callback = (error, result) => {
    outcome ??= error === undefined || error === null ? { result } : { error };
    if (!context.callbackWaitsForEmptyEventLoop) done();
  };
  // Nothing of ours keeps the event loop alive during a call, so that it runs empty when the function has nothing left to do.
  pipe.unref();
  const onIdle = () => {
    if (outcome || usesCallback) done();
    else fail(runtimeError('NodeJsExit', NEVER_SETTLED));
  };
  process.once('beforeExit', onIdle);
  try {
    const event = JSON.parse(call.payload);
    if (takesCallbacks) {
      context.done = callback;
      context.fail = (error) => callback(error ?? 'handled');
      context.succeed = (result) => callback(null, result);
    }
    const returned = takesCallbacks ? handler(event, context, callback) : handler(event, context);
    if (typeof returned?.then === 'function') {
      outcome = { result: await returned };
      done();
    } else if (takesCallbacks) {
      usesCallback = true;
    } else {
      outcome = { result: returned };
      done();
    }
  } catch (error) {
    outcome = { error };
    done();
  }
  const message = await promise;
  process.off('beforeExit', onIdle);
  pipe.ref();
  isRunning = false;
  send(message);
}

const NEVER_SETTLED =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html';

/** @param {Invocation} call */
function createContext(call) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'],
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'],
    clientContext: call.clientContext ? JSON.parse(Buffer.from(call.clientContext, 'base64').toString()) : undefined,
    identity: undefined,
    invokedFunctionArn: call.functionArn,
    awsRequestId: call.requestId,
    getRemainingTimeInMillis: () => call.deadline - Date.now(),
  };
}

function resultMessage(result) {
  try {
    return { type: 'result', payload: JSON.stringify(result === undefined ? null : result) ?? 'null', memory: memory() };
  } catch {
    return errorMessage(runtimeError('JSONStringifyError', 'Unable to stringify response body'));
  }
}

function errorMessage(error) {
  const shape = errorShape(error);
  log('ERROR', `Invoke Error \t${JSON.stringify({ ...shape, trace: undefined, stack: shape.trace })}`);
  return { type: 'error', payload: JSON.stringify(shape), memory: memory() };
}

/** Reports an error that no handler caught, and ends the process as Lambda's runtime does. */
function fail(error) {
  const shape = errorShape(error);
  const text = JSON.stringify({ ...shape, trace: undefined, stack: shape.trace });
  log('ERROR', `${isRunning ? 'Uncaught Exception' : 'Error'} \t${text}`);
  send({ type: 'error', payload: JSON.stringify(shape), memory: memory(), exits: true });
  process.exit(129);
}

/** An error as Lambda answers it. */
function errorShape(error) {
  if (error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error && 'stack' in error)) {
    return { errorType: error.name, errorMessage: String(error.message), trace: ownFrames(String(error.stack ?? '')) };
  }
  const text = typeof error === 'object' ? JSON.stringify(error) : String(error);
  return { errorType: typeof error, errorMessage: text, trace: [] };
}

/** A stack trace down to where our code called the function. */
function ownFrames(stack) {
  const lines = stack.split('\n');
  const ours = lines.findIndex((line) => line.includes(import.meta.url));
  return ours < 0 ? lines : lines.slice(0, ours);
}

function runtimeError(name, message, stack) {
  const error = new Error(message);
  error.name = `Runtime.${name}`;
  error.stack = `${error.name}: ${stack ?? message}`;
  return error;
}

/** Loads `folder/file.export`, by `require` or `import` as the file asks for it. */
async function loadHandler(name) {
  const match = /^(?<folder>.*\/)?(?<file>[^/.]+)\.(?<path>.+)$/.exec(name);
  if (!match?.groups || name.includes('..')) throw runtimeError('MalformedHandlerName', 'Bad handler');
  const { folder = '', file = '', path = '' } = match.groups;
  let found = await loadModule(resolve(taskRoot, folder, file), `${folder}${file}`);
  for (const key of path.split('.')) found = found?.[key];
  if (found === undefined || found === null) throw runtimeError('HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof found !== 'function') throw runtimeError('HandlerNotFound', `${name} is not a function`);
  if (!takesCallbacks && found.length >= 3) {
    throw runtimeError(
      'CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You will need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return found;
}

async function loadModule(base, name) {
  const file = ['', '.js', '.mjs', '.cjs'].map((extension) => base + extension).find((path) => existsSync(path));
  try {
    if (!file) {
      const message = `Cannot find module '${name}'\nRequire stack:\n- ${join(taskRoot, name)}`;
      throw Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' });
    }
    if (file.endsWith('.mjs')) return await importModule(file);
    try {
      return createRequire(file)(file);
    } catch (error) {
      if (error.code === 'ERR_REQUIRE_ASYNC_MODULE') return await importModule(file);
      throw error;
    }
  } catch (error) {
    const { name: type, message, code, stack } = error;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND')
      throw runtimeError('ImportModuleError', `Error: ${message}`, stack);
    if (type === 'SyntaxError') throw runtimeError('UserCodeSyntaxError', `SyntaxError: ${message}`, stack);
    throw error;
  }
}

/** Imports an ES module; what it cannot resolve by itself is looked for where `require` looks, as in Lambda. */
async function importModule(file) {
  const { resolve: find } = createRequire(file);
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (/^[./]|^[a-z]+:/.test(specifier)) throw error;
        return { url: pathToFileURL(find(specifier)).href, shortCircuit: true };
      }
    },
  });
  return await import(pathToFileURL(file).href);
}

function patchConsole() {
  const levels = { log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', debug: 'DEBUG', trace: 'TRACE' };
  for (const [method, level] of Object.entries(levels)) console[method] = (...values) => log(level, format(...values));
}

function log(level, message) {
  send({ type: 'log', message: `${new Date().toISOString()}\t${requestId}\t${level}\t${message}` });
}

/**
 * Lets handlers of custom resources answer: they commonly insist on `https` and port 443, and the response URL of this server is `http`.
 * Only requests to the path of that URL on this server are changed.
 */
function reachCustomResourceEndpoint() {
  reachesCustomResourceEndpoint = true;
  const http = process.getBuiltinModule('node:http');
  const https = process.getBuiltinModule('node:https');
  const { hostname, port, protocol } = new URL(env['AWS_ENDPOINT_URL'] ?? 'https://localhost');
  const original = https.request;
  https.request = (...args) => {
    const isUrl = args[0] instanceof URL || typeof args[0] === 'string';
    const asked = isUrl ? new URL(args[0]) : args[0];
    const path = asked.path ?? `${asked.pathname ?? ''}${asked.search ?? ''}`;
    if (protocol !== 'http:' || (asked.hostname ?? asked.host) !== hostname || !path.startsWith(RESPONSE_PATH)) {
      return Reflect.apply(original, https, args);
    }
    const options = isUrl ? (typeof args[1] === 'object' ? args[1] : {}) : asked;
    const { agent: _agent, host: _host, href: _href, auth: _auth, ...kept } = options;
    return http.request(
      { ...kept, protocol, hostname, port, path },
      args.find((each) => typeof each === 'function'),
    );
  };
  syncBuiltinESMExports();
}

/** The most memory that the process has had, in megabytes. */
function memory() {
  return Math.ceil(process.resourceUsage().maxRSS / 1024);
}

/** Writes at once and whole, so that nothing said is lost when the function ends the process. */
function send(message) {
  let rest = Buffer.from(`${JSON.stringify(message)}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(PIPE, rest));
    } catch (error) {
      if (error.code === 'EPIPE') process.exit(0);
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
