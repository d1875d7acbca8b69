import type { ApiModel } from './api-model.ts';
import type { AwsErrorOptions } from './aws-error.ts';
import type { DeliveryTarget } from './delivery-target.ts';
import type { HttpRequest } from './http-message.ts';
import type { PermissionRules } from './permission-rules.ts';
import type { RoleReader } from './role-reader.ts';
import type { ServiceFactory, ServiceId } from './service.ts';
import type { SqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

/**
 * Facts about a service that are needed before it is loaded and that are not in its API model. Each
 * `services/<id>/manifest.ts` exports one. The server imports all of them when it starts, so a manifest imports nothing large.
 *
 * @example
 * export const xrayManifest: ServiceManifest = {
 *   id: 'xray',
 *   load: async () => (await import('./service.ts')).createXRayService,
 *   errors: { denial: { code: 'AccessDeniedException', httpStatus: 403 } },
 * };
 */
export interface ServiceManifest {
  readonly id: ServiceId;
  /** Imports the service. Called when the service is first used. */
  readonly load: () => Promise<ServiceFactory>;
  /** Reads the API model. @default - `models/<id>.json` */
  readonly model?: () => ApiModel;
  /** Whether the store holds work to resume: if so, the service starts with the server. @default - it starts at its first call */
  readonly hasWork?: (store: SqliteStore) => boolean;
  /** Version of the service's tables: how many migrations it passes to the store. @default 0, no tables */
  readonly tableVersion?: number;
  /** @default - the signing name alone names the service */
  readonly routing?: RequestRouting;
  /** @default - the forms that most services share */
  readonly errors?: ErrorForms;
  /** @default - `models/<id>.permissions.json` says everything */
  readonly permissions?: PermissionRules;
  /** @default - other services cannot send messages to its resources */
  readonly delivery?: DeliveryTarget;
  /** Forwarding of calls to another AWS. @default - the service cannot be forwarded */
  readonly forwarding?: ForwardingClient;
  /**
   * Takes the ARN of any role on trust while the account has no role at all, where AWS would refuse it: so a state machine or a function can
   * be tried without setting up IAM first. @default false
   */
  readonly takesRolesOnTrust?: boolean;
  /** Collects the metrics of the other services: it is loaded soon after the first one is measured. @default false */
  readonly collectsMetrics?: boolean;
  /** Receives the events of the other services, from its start. @default false */
  readonly receivesEvents?: boolean;
  /** Opens the roles of the account. One service has it. @default - none */
  readonly openRoles?: (store: Store) => RoleReader;
}

/** Recognition and preparation of a service's requests. */
export interface RequestRouting {
  /** Picks the service's requests among those that are signed with a name that it shares with another service. */
  readonly claims?: (request: HttpRequest) => boolean;
  /** Takes requests of signature version 2, which do not name a service. @default false */
  readonly signatureVersion2?: boolean;
  /**
   * Rewrites a request before its protocol parses it.
   *
   * @param allowHosts host names of the server beside those of the loopback
   */
  readonly rewrite?: (request: HttpRequest, allowHosts: readonly string[]) => HttpRequest;
  /** Makes the id of a request. @default - a random UUID */
  readonly requestId?: () => string;
}

/** Forms of the errors that the server itself returns on behalf of a service. */
export interface ErrorForms {
  /** Code of an error about input that the API model forbids. @default 'ValidationException' */
  readonly invalidInput?: string;
  /** The service checks lengths, ranges, patterns and enumerations itself. @default false */
  readonly checksConstraints?: boolean;
  /** @default - `AccessDeniedException`, HTTP 400, as services that speak JSON return it */
  readonly denial?: DenialForm;
  /** @default - by the protocol of the service */
  readonly expiredToken?: AwsErrorOptions;
}

/** Form of the error that a denied call gets. */
export interface DenialForm {
  readonly code: string;
  readonly httpStatus: number;
  /** Writes the action in the message. @default - as it is */
  readonly showAction?: (action: string) => string;
  /** Writes the resource in the message. @default - as it is */
  readonly showResource?: (resource: string) => string;
}

/** The client of the AWS SDK by which calls are forwarded to another AWS. */
export interface ForwardingClient {
  /** Imports the package of the client. */
  readonly load: () => Promise<unknown>;
  /** Name of the client's class, e.g. `S3Client`. */
  readonly client: string;
  /** The service in the environment variable `AWS_ENDPOINT_URL_<variable>`, e.g. `S3`. */
  readonly variable: string;
  /** Options of the client beside endpoint, region and keys. @default {} */
  readonly options?: object;
}
