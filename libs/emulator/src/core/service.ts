import type { API_METADATA } from './api-metadata.ts';
import type { Caller } from './caller.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';
import type { Runtime } from './runtime.ts';

/** The id of a service: the name of its API model in `models/`, which is botocore's folder name. */
export type ServiceId = keyof typeof API_METADATA;

/** Makes a service. */
export type ServiceFactory = (runtime: Runtime) => Service;

/** One call of one operation: who asks, where, when. Input has already been parsed and validated against the API model. */
export interface Call {
  readonly service: ServiceId;
  readonly operation: string;
  readonly caller: Caller;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly requestId: string;
  /** Aborted when the client went away. */
  readonly signal: AbortSignal;
}

/**
 * Handler of an operation. `Input` and `Output` are the shapes of the API model with SDK v3's JavaScript types: timestamps are `Date`,
 * blobs `Uint8Array` (a `Readable` for a streaming payload), absent members `undefined`. Use the SDK's types by `import type`.
 *
 * @throws AwsError where AWS would refuse
 */
// biome-ignore lint/suspicious/noExplicitAny: a registry of operations holds handlers of every input shape
export type OperationHandler<Input = any, Output = any> = (input: Input, call: Call) => Output | Promise<Output>;

/** A served AWS service: its operations by their API names, and what it does when the server starts and stops. */
export interface Service {
  readonly id: ServiceId;
  readonly operations: Readonly<Record<string, OperationHandler>>;
  /** The policy, as JSON, of a resource that may have one: it may allow calls, and deny them even to the account's root. */
  readonly resourcePolicy?: (arn: string) => string | undefined;
  /** The tags of a resource, for conditions on `aws:ResourceTag`. */
  readonly resourceTags?: (arn: string) => Readonly<Record<string, string>> | undefined;
  /**
   * Resumes what an earlier process of the server left running. Called once, before the service's first call: when the server starts if
   * `hasWork` of the service's manifest finds work in the store, otherwise at the first use.
   */
  readonly start?: () => Promise<void> | void;
  /** Ends what must not outlive the server; called once, after the socket has closed. */
  readonly stop?: () => Promise<void> | void;
  /**
   * Answers requests under `/_stepmaker/<service-id>/`, which no AWS client sends: they are unsigned, so a route that changes anything
   * must be known by a secret in its path. `path` is what follows, with its leading slash.
   */
  readonly fetch?: (request: HttpRequest, path: string) => Promise<HttpResponse> | HttpResponse;
}
