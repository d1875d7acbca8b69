import type { HttpRequest, HttpResponse } from '../http/http-message.ts';
import type { Caller } from './caller.ts';

/** The services that are served, by the name of their API model in `models/` (botocore's folder names). */
export type ServiceId =
  | 'application-autoscaling'
  | 'budgets'
  | 'cloudformation'
  | 'cloudtrail'
  | 'cloudwatch'
  | 'ec2'
  | 'events'
  | 'iam'
  | 'kms'
  | 'lambda'
  | 'logs'
  | 's3'
  | 'sagemaker'
  | 'sagemaker-runtime'
  | 'scheduler'
  | 'sns'
  | 'sqs'
  | 'ssm'
  | 'stepfunctions'
  | 'sts'
  | 'xray';

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
 * What an operation does. `Input` and `Output` are the shapes of the API model with SDK v3's JavaScript types: timestamps are `Date`,
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
   * Takes up what an earlier process of the server left running; called once, before the service's first call: as the server starts where
   * `SERVICES_WITH_WORK` finds work of it in the store, otherwise at the first use.
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
