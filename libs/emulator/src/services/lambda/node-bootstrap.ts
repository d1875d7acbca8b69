/**
 * The Node.js runtime of a function: the program that an execution environment runs. It loads the handler, then takes calls as lines of
 * JSON on file descriptor 3 and answers there.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
import { existsSync, writeSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire, registerHooks, syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  readonly functionArn: string;
  readonly clientContext?: string;
  readonly traceId: string;
  readonly deadline: number;
}

type Callback = (error: unknown, result?: unknown) => void;
type Handler = (event: unknown, context: object, callback?: Callback) => unknown;

const PIPE = 3;
const env = process.env;
const taskRoot = env['LAMBDA_TASK_ROOT'] ?? process.cwd();
const runtimeMajor = Number(/\d+/.exec(env['AWS_EXECUTION_ENV'] ?? '')?.[0] ?? '24');
const takesCallbacks = runtimeMajor < 24;
const pipe = new Socket({ fd: PIPE, readable: true, writable: false });
let requestId: string | undefined;
let finish: ((message: object) => void) | undefined;

patchConsole();
reachCustomResourceEndpoint();
process.on('uncaughtException', (error) => fail(error));
process.on('unhandledRejection', (reason) =>
  fail(runtimeError('UnhandledPromiseRejection', String(reason), reason instanceof Error ? reason.stack : undefined)),
);

let loaded: { readonly handler: Handler } | { readonly error: unknown };
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
function listen(onCall: (call: Invocation) => Promise<void>): void {
  let pending: Buffer[] = [];
  pipe.on('data', (chunk: Buffer) => {
    const newline = chunk.indexOf(10);
    pending.push(newline < 0 ? chunk : chunk.subarray(0, newline));
    if (newline < 0) return;
    const line = Buffer.concat(pending).toString();
    pending = [];
    void onCall(JSON.parse(line) as Invocation);
  });
  pipe.on('end', () => process.exit(0));
}

/** Runs the handler once. */
async function run(handler: Handler, call: Invocation): Promise<void> {
  requestId = call.requestId;
  env['_X_AMZN_TRACE_ID'] = call.traceId;
  const { promise, resolve: settle } = Promise.withResolvers<object>();
  finish = settle;
  let outcome: { readonly error: unknown } | { readonly result: unknown } | undefined;
  const done = (): void => settle(outcome && 'error' in outcome ? errorMessage(outcome.error) : resultMessage(outcome?.result));
  const context = createContext(call);
  const callback: Callback = (error, result) => {
    outcome ??= error === undefined || error === null ? { result } : { error };
    if (!context.callbackWaitsForEmptyEventLoop) done();
  };
  // Nothing of ours keeps the event loop alive during a call, so that it runs empty when the function has nothing left to do.
  pipe.unref();
  const onIdle = (): void => {
    if (outcome || usesCallback) done();
    else
      fail(
        runtimeError(
          'NodeJsExit',
          'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html',
        ),
      );
  };
  let usesCallback = false;
  process.once('beforeExit', onIdle);
  try {
    if (takesCallbacks)
      Object.assign(context, {
        done: callback,
        fail: (error: unknown) => callback(error ?? 'handled'),
        succeed: (result: unknown) => callback(null, result),
      });
    const returned = takesCallbacks
      ? handler(JSON.parse(call.payload), context, callback)
      : handler(JSON.parse(call.payload), context);
    if (isPromise(returned)) {
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
  finish = undefined;
  send(message);
}

function createContext(call: Invocation): { callbackWaitsForEmptyEventLoop: boolean } & Record<string, unknown> {
  const clientContext: unknown = call.clientContext
    ? JSON.parse(Buffer.from(call.clientContext, 'base64').toString())
    : undefined;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'],
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'],
    clientContext,
    identity: undefined,
    invokedFunctionArn: call.functionArn,
    awsRequestId: call.requestId,
    getRemainingTimeInMillis: () => call.deadline - Date.now(),
  };
}

function resultMessage(result: unknown): object {
  try {
    return { type: 'result', payload: JSON.stringify(result === undefined ? null : result) ?? 'null', memory: memory() };
  } catch {
    return errorMessage(runtimeError('JSONStringifyError', 'Unable to stringify response body'));
  }
}

function errorMessage(error: unknown): object {
  const shape = errorShape(error);
  log('ERROR', `Invoke Error \t${JSON.stringify({ ...shape, trace: undefined, stack: shape.trace })}`);
  return { type: 'error', payload: JSON.stringify(shape), memory: memory() };
}

/** Reports an error that no handler caught, and ends the process as Lambda's runtime does. */
function fail(error: unknown): void {
  const shape = errorShape(error);
  log(
    'ERROR',
    `${finish ? 'Uncaught Exception' : 'Error'} \t${JSON.stringify({ ...shape, trace: undefined, stack: shape.trace })}`,
  );
  send({ type: 'error', payload: JSON.stringify(shape), memory: memory(), exits: true });
  process.exit(129);
}

/** An error as Lambda answers it. */
function errorShape(error: unknown): { errorType: string; errorMessage: string; trace: string[] } {
  if (error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error && 'stack' in error)) {
    const { name, message, stack } = error as Error;
    return { errorType: name, errorMessage: String(message), trace: ownFrames(String(stack ?? '')) };
  }
  const text = typeof error === 'object' ? JSON.stringify(error) : String(error);
  return { errorType: typeof error, errorMessage: text, trace: [] };
}

/** A stack trace down to where our code called the function. */
function ownFrames(stack: string): string[] {
  const lines = stack.split('\n');
  const ours = lines.findIndex((line) => line.includes(import.meta.url));
  return ours < 0 ? lines : lines.slice(0, ours);
}

function runtimeError(name: string, message: string, stack?: string): Error {
  const error = new Error(message);
  error.name = `Runtime.${name}`;
  error.stack = stack ? `${error.name}: ${stack}` : `${error.name}: ${message}`;
  return error;
}

/** Loads `folder/file.export`, by `require` or `import` as the file asks for it. */
async function loadHandler(name: string): Promise<Handler> {
  const match = /^(?<folder>.*\/)?(?<file>[^/.]+)\.(?<path>.+)$/.exec(name);
  if (!match?.groups || name.includes('..')) throw runtimeError('MalformedHandlerName', 'Bad handler');
  const { folder = '', file = '', path = '' } = match.groups;
  const module = await loadModule(resolve(taskRoot, folder, file), `${folder}${file}`);
  let found: unknown = module;
  for (const key of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[key];
  if (found === undefined || found === null) throw runtimeError('HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof found !== 'function') throw runtimeError('HandlerNotFound', `${name} is not a function`);
  if (!takesCallbacks && found.length >= 3) {
    throw runtimeError(
      'CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You will need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return found as Handler;
}

async function loadModule(base: string, name: string): Promise<unknown> {
  const file = ['', '.js', '.mjs', '.cjs'].map((extension) => base + extension).find((path) => existsSync(path));
  try {
    if (!file)
      throw Object.assign(new Error(`Cannot find module '${name}'\nRequire stack:\n- ${join(taskRoot, name)}`), {
        code: 'MODULE_NOT_FOUND',
      });
    if (file.endsWith('.mjs')) return await importModule(file);
    try {
      return createRequire(file)(file);
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_REQUIRE_ASYNC_MODULE') return await importModule(file);
      throw error;
    }
  } catch (error) {
    const { name: type, message, code, stack } = error as Error & { code?: string };
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND')
      throw runtimeError('ImportModuleError', `Error: ${message}`, stack);
    if (type === 'SyntaxError') throw runtimeError('UserCodeSyntaxError', `SyntaxError: ${message}`, stack);
    throw error;
  }
}

/** Imports an ES module; what it cannot resolve by itself is looked for where `require` looks, as in Lambda. */
async function importModule(file: string): Promise<unknown> {
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

function patchConsole(): void {
  const levels = { log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', debug: 'DEBUG', trace: 'TRACE' } as const;
  for (const [method, level] of Object.entries(levels)) {
    console[method as keyof typeof levels] = (...values: unknown[]) => log(level, format(...values));
  }
}

function log(level: string, message: string): void {
  send({ type: 'log', message: `${new Date().toISOString()}\t${requestId}\t${level}\t${message}` });
}

/**
 * Lets handlers of custom resources answer: they commonly insist on `https` and port 443, and the response URL of this server is `http`.
 * Only requests to the path of that URL on this server are changed.
 */
function reachCustomResourceEndpoint(): void {
  const endpoint = new URL(env['AWS_ENDPOINT_URL'] ?? 'http://127.0.0.1');
  const original = https.request;
  const request = (...args: unknown[]): unknown => {
    const [first] = args;
    const options = (first instanceof URL || typeof first === 'string' ? new URL(first) : first) as URL & http.RequestOptions;
    const path = options.path ?? options.pathname ?? '';
    const host = options.hostname ?? options.host;
    if (endpoint.protocol !== 'http:' || host !== endpoint.hostname || !path.startsWith('/_stepmaker/cloudformation/response/')) {
      return Reflect.apply(original, https, args);
    }
    const changed = {
      hostname: endpoint.hostname,
      port: endpoint.port,
      path,
      method: options.method ?? 'GET',
      headers: options.headers ?? {},
    };
    const [, second] = args;
    const merged =
      typeof second === 'object'
        ? {
            ...changed,
            ...(second as object),
            protocol: 'http:',
            hostname: endpoint.hostname,
            port: endpoint.port,
            agent: undefined,
          }
        : changed;
    return http.request(merged as http.RequestOptions, args.find((arg) => typeof arg === 'function') as () => void);
  };
  https.request = request as typeof https.request;
  syncBuiltinESMExports();
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}

function memory(): number {
  return Math.ceil(process.resourceUsage().maxRSS / 1024);
}

/** Writes at once and whole, so that nothing said is lost when the function ends the process. */
function send(message: object): void {
  let rest: Buffer = Buffer.from(`${JSON.stringify(message)}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(PIPE, rest));
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
