import { randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import type { AccessKeys, TemporaryCredentials } from './access-keys.ts';
import { AwsError } from './aws-error.ts';
import type { AssumedRoleCaller, Caller } from './caller.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type Elsewhere, elsewhereEnvironment } from './elsewhere.ts';
import { partitionOf } from './partition.ts';
import type { Aws, Runtime } from './runtime.ts';
import type { Store } from './store.ts';
import { type TrustingRole, trustsService } from './trust-policy.ts';

/** How long the keys of a child process hold, in seconds: as long as the longest SageMaker job, 28 days. */
const CHILD_KEY_SECONDS = 28 * 86_400;

/**
 * Services that take a role's ARN on trust in an account that has no roles at all, where AWS would refuse it: a state machine or a function
 * can be tried without setting up IAM first. The first role that is made ends it, so a deployed template is held to its own roles.
 */
const TRUSTING_SERVICES: ReadonlySet<string> = new Set(['states.amazonaws.com', 'lambda.amazonaws.com']);

/** What {@link createAws} stands on. */
export interface AwsPorts {
  readonly dispatcher: Dispatcher;
  readonly accessKeys: AccessKeys;
  readonly store: Store;
  readonly runtime: () => Runtime;
  /** Services that a child process finds elsewhere. @default {} */
  readonly elsewhere?: Elsewhere;
  /** Takes every role's ARN on trust: the roles are of an account whose IAM is elsewhere. @default false */
  readonly rolesOnTrust?: boolean;
}

/** In-process calls, role sessions and environments of child processes. */
export function createAws({ dispatcher, accessKeys, store, runtime, elsewhere = {}, rolesOnTrust = false }: AwsPorts): Aws {
  // Written by IAM, by the role's name.
  const roles = store.collection<TrustingRole>('iam.role');
  const childKeys = new Map<string, TemporaryCredentials>();

  return {
    call: async <Output>(
      service: Parameters<Aws['call']>[0],
      operation: string,
      input: object,
      { caller, region = runtime().region, signal = NEVER }: Parameters<Aws['call']>[3],
    ) =>
      (await dispatcher.invoke(
        {
          service,
          operation,
          caller,
          account: caller.account,
          region,
          partition: partitionOf(region),
          requestId: randomUUID(),
          signal,
        },
        input as Record<string, unknown>,
      )) as Output,

    authorize: (request) =>
      dispatcher.authorizer.decide(
        request,
        request.service === undefined ? undefined : dispatcher.startedService(request.service),
      ),

    assumeRole(roleArn, sessionName, servicePrincipal, sourceArn) {
      const match = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/u.exec(roleArn);
      const role = match === null ? undefined : roles.get(match[2] as string);
      const source = { account: runtime().account, arn: sourceArn, now: runtime().clock.now() };
      const known = match !== null && role?.arn === roleArn && trustsService(role, servicePrincipal, source);
      const onTrust =
        match !== null && (rolesOnTrust || (TRUSTING_SERVICES.has(servicePrincipal) && roles.list({ limit: 1 }).length === 0));
      if (!known && !onTrust)
        throw new AwsError({
          code: 'AccessDenied',
          message: `${servicePrincipal} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
          httpStatus: 403,
        });
      const session = roleSession(roleArn, match[1] as string, match[2] as string, sessionName);
      return known ? session : { ...session, onTrust: true };
    },

    childEnvironment(caller, region) {
      const cacheKey = caller.arn;
      let keys = childKeys.get(cacheKey);
      // A key that has lost half of its time is not given to a new child.
      if (keys === undefined || keys.expiration - runtime().clock.now() < CHILD_KEY_SECONDS * 500) {
        keys = accessKeys.issue(caller, CHILD_KEY_SECONDS);
        childKeys.set(cacheKey, keys);
      }
      return {
        AWS_ACCESS_KEY_ID: keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
        AWS_SESSION_TOKEN: keys.sessionToken,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ENDPOINT_URL: runtime().endpointUrl,
        ...elsewhereEnvironment(elsewhere),
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
      };
    },
  };
}

/** The caller that a role's session is. */
export function roleSession(roleArn: string, account: string, roleName: string, sessionName: string): AssumedRoleCaller {
  const partition = roleArn.split(':')[1] ?? 'aws';
  return {
    type: 'assumed-role',
    account,
    arn: `arn:${partition}:sts::${account}:assumed-role/${roleName}/${sessionName}`,
    roleArn,
    sessionName,
  };
}

/** The root of an account. */
export function rootCaller(account: string, partition: string): Caller {
  return { type: 'root', account, arn: `arn:${partition}:iam::${account}:root` };
}

const NEVER = new AbortController().signal;
