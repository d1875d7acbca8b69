import { randomUUID } from 'node:crypto';
import type { AccessKeys } from './core/access-keys.ts';
import type { ApiModel } from './core/api-model.ts';
import { AwsError, notServed } from './core/aws-error.ts';
import type { Caller } from './core/caller.ts';
import type { HttpRequest, HttpResponse } from './core/http-message.ts';
import { partitionOf } from './core/partition.ts';
import type { Runtime } from './core/runtime.ts';
import type { Call, ServiceId } from './core/service.ts';
import type { ServiceManifest } from './core/service-manifest.ts';
import { asStoreFault } from './core/store-fault.ts';
import { type CredentialScope, credentialScope } from './http/credential-scope.ts';
import { corsHeaders, guardRequest, type RequestGuardOptions } from './http/request-guard.ts';
import { routeRequest } from './http/service-route.ts';
import { chooseProtocol } from './protocols/choose-protocol.ts';
import type { Protocol } from './protocols/protocol.ts';
import { type Dispatcher, noSuchOperation } from './server/dispatcher.ts';

/** Answer of the app. */
export interface AppPorts {
  readonly runtime: Runtime;
  readonly dispatcher: Dispatcher;
  readonly accessKeys: AccessKeys;
  readonly guard: RequestGuardOptions;
}

/** The embedded AWS as a function from request to response: no socket in it. */
export interface App {
  fetch(request: HttpRequest): Promise<HttpResponse>;
}

/** The prefix of paths that no AWS client uses. */
const OWN_PATH = '/_stepmaker/';

/** Makes the app. */
export function createApp(ports: AppPorts): App {
  const { guard } = ports;
  return {
    async fetch(request) {
      const cors = corsHeaders(request, guard);
      const response = await answer(request, ports);
      return Object.keys(cors).length === 0 ? response : { ...response, headers: { ...response.headers, ...cors } };
    },
  };
}

async function answer(request: HttpRequest, ports: AppPorts): Promise<HttpResponse> {
  const own = request.path.startsWith(OWN_PATH);
  let protocol: Protocol = chooseProtocol(request, undefined);
  let model: ApiModel | undefined;
  let requestId: string = randomUUID();
  let asked = `${request.method} ${request.path}`;
  try {
    if (own && request.path === `${OWN_PATH}health`) return health(ports);
    guardRequest(request, ports.guard);
    if (request.method === 'OPTIONS' && request.headers['origin'] !== undefined) return { status: 204, headers: {} };
    if (own) return await ownRoute(request, ports);

    const scope = credentialScope(request);
    if (scope === undefined) throw unsigned(request);
    const { catalogue } = ports.runtime;
    const manifest = routeRequest(catalogue, scope, request);
    if (manifest === undefined) throw notServed(`Service '${scope.service}'`);
    const { id, routing } = manifest;
    model = catalogue.model(id);
    protocol = chooseProtocol(request, model);
    requestId = routing?.requestId?.() ?? requestId;
    const caller = callerOf(scope, manifest, model, ports);
    const routed = routing?.rewrite?.(request, ports.guard.allowHosts) ?? request;
    const { operation, input } = await protocol.parse(routed, model);
    asked = `${id} ${operation}`;
    if (operation === '') throw noSuchOperation(model, request.headers['x-amz-target'] ?? request.path);
    const call = new HttpCall(id, operation, caller, scope.region || ports.runtime.region, requestId, request);
    const output = await ports.dispatcher.invoke(call, input);
    return protocol.respond(model, operation, output, requestId);
  } catch (error) {
    return protocol.refuse(asAwsError(error, asked, requestId, ports.runtime), model, requestId);
  }
}

/** A call that came over the wire; its signal is made only if the operation asks for it. */
class HttpCall implements Call {
  readonly service: ServiceId;
  readonly operation: string;
  readonly caller: Caller;
  readonly region: string;
  readonly requestId: string;
  readonly #request: HttpRequest;

  constructor(service: ServiceId, operation: string, caller: Caller, region: string, requestId: string, request: HttpRequest) {
    this.service = service;
    this.operation = operation;
    this.caller = caller;
    this.region = region;
    this.requestId = requestId;
    this.#request = request;
  }

  get account(): string {
    return this.caller.account;
  }

  get partition(): string {
    return partitionOf(this.region);
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }
}

function callerOf(
  { accessKeyId }: CredentialScope,
  { errors }: ServiceManifest,
  { metadata: { protocol } }: ApiModel,
  { accessKeys }: AppPorts,
): Caller {
  try {
    return accessKeys.callerOf(accessKeyId);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ExpiredToken') throw error;
    if (errors?.expiredToken !== undefined) throw new AwsError(errors.expiredToken);
    if (protocol === 'query') throw error;
    throw new AwsError({ code: 'ExpiredTokenException', message: error.message, httpStatus: protocol === 'json' ? 400 : 403 });
  }
}

function health({ runtime: { account, region, catalogue } }: AppPorts): HttpResponse {
  const body = { status: 'running', account, region, services: catalogue.ids };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** `/_stepmaker/<service-id>/…`, answered by the service itself. */
async function ownRoute(request: HttpRequest, { dispatcher, runtime }: AppPorts): Promise<HttpResponse> {
  const [id = '', ...rest] = request.path.slice(OWN_PATH.length).split('/');
  const manifest = runtime.catalogue.get(id);
  if (manifest !== undefined) {
    const service = await dispatcher.service(manifest.id);
    if (service.fetch !== undefined) return service.fetch(request, `/${rest.join('/')}`);
  }
  throw new AwsError({ code: 'NotFound', message: `There is nothing at ${request.path}`, httpStatus: 404 });
}

/** Answer of AWS to an unsigned request. */
function unsigned({ headers, method }: HttpRequest): AwsError {
  if (headers['x-amz-target'] !== undefined || method === 'POST')
    return new AwsError({
      code: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
      httpStatus: 403,
    });
  return new AwsError({ code: 'AccessDenied', message: 'Access Denied', httpStatus: 403 });
}

function asAwsError(thrown: unknown, asked: string, requestId: string, { log, dataDir }: Runtime): AwsError {
  const error = asStoreFault(thrown, dataDir);
  if (error instanceof AwsError) return error;
  if (isClientGone(error))
    return new AwsError({ code: 'RequestTimeout', message: 'The client ended the request before its body' });
  const text = error instanceof Error ? error.message : String(error);
  log('error', `${asked} failed by a fault of the embedded AWS (request ${requestId}): ${text}`);
  if (error instanceof Error && error.stack !== undefined) log('debug', error.stack);
  return new AwsError({
    code: 'InternalFailure',
    message: `The embedded AWS failed at ${asked}; its log says why (request ${requestId})`,
    httpStatus: 500,
  });
}

/** True for what Node says of a body whose client went away in the middle. */
function isClientGone(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET';
}
