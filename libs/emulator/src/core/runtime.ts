import type { Decision } from '@stepmaker/iam-policy';
import type { ActionRequest, AuthorizationRecord } from './authorization-request.ts';
import type { AssumedRoleCaller, Caller } from './caller.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { JobEvents } from './job-events.ts';
import type { RoleReader } from './role-reader.ts';
import type { ServiceId } from './service.ts';
import type { ServiceCatalogue } from './service-catalogue.ts';
import type { ServiceEvents } from './service-events.ts';
import type { ServiceMetrics } from './service-metrics.ts';
import type { Store } from './store.ts';

/** Calls a served operation in process: the same validation and handlers as over the wire, without the wire. */
export interface Aws {
  /**
   * @param input the operation's input shape, with SDK v3's JavaScript types
   * @param options.caller as whom; services that act for a role pass its session
   * @throws AwsError where the operation refuses
   */
  call<Output = Record<string, unknown>>(
    service: ServiceId,
    operation: string,
    input: object,
    options: { readonly caller: Caller; readonly region?: string; readonly signal?: AbortSignal },
  ): Promise<Output>;

  /**
   * The session of a role that a service assumes.
   *
   * @param sourceArn the resource on whose behalf it does: `aws:SourceArn` in the role's trust policy
   * @throws AwsError `AccessDenied` where the role is unknown or does not trust the service
   */
  assumeRole(roleArn: string, sessionName: string, servicePrincipal: string, sourceArn?: string): AssumedRoleCaller;

  /** Decides whether a caller may do something that is not a call to a service here, or that one asks for on a role's behalf. */
  authorize(request: ActionRequest): Decision;

  /** Environment for a child process that calls back as `caller`: temporary keys, region, `AWS_ENDPOINT_URL`; nothing inherited. */
  childEnvironment(caller: Caller, region: string): Record<string, string>;
}

/** Environment of every service; one per server. */
export interface Runtime {
  readonly aws: Aws;
  /** The services of this server. */
  readonly catalogue: ServiceCatalogue;
  /** The roles of the account and the policies attached to them. */
  readonly roles: RoleReader;
  readonly store: Store;
  readonly clock: Clock;
  /** Where services publish changes of a job's status. */
  readonly jobEvents: JobEvents;
  /** Injected faults, for tests. */
  readonly faults: Faults;
  /** Where services publish their metrics to CloudWatch. */
  readonly metrics: ServiceMetrics;
  /** Where services publish their events to EventBridge. */
  readonly events: ServiceEvents;
  /** The account that everything here belongs to, 12 digits; `000000000000` unless configured. */
  readonly account: string;
  /** `us-east-1` unless configured; a call's own region comes with the call. */
  readonly region: string;
  readonly partition: string;
  /** The locked directory of this server; services keep files under a separate folder name. */
  readonly dataDir: string;
  /** `http://127.0.0.1:4566`; known before services start. */
  readonly endpointUrl: string;
  /** The Python interpreter that runs jobs and model servers. */
  readonly pythonPath: string;
  /** Receives each decision about a role's session, where anybody wants to know what roles use. */
  readonly onAuthorization?: (record: AuthorizationRecord) => void;
  /** Diagnostics for the person who runs the server; never secrets. */
  readonly log: (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void;
}
