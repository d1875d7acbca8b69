import { randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import { trustsService } from '../authorization/trust-policy.ts';
import type { AccessKeys, TemporaryCredentials } from '../core/access-keys.ts';
import { AwsError } from '../core/aws-error.ts';
import { roleSession } from '../core/caller.ts';
import { partitionOf } from '../core/partition.ts';
import type { Aws, Runtime } from '../core/runtime.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Lifetime of the keys of a child process in seconds: as long as the longest SageMaker job, 28 days. */
const CHILD_KEY_SECONDS = 28 * 86_400;

/** Dependencies of {@link createAws}. */
export interface AwsPorts {
  readonly dispatcher: Dispatcher;
  readonly accessKeys: AccessKeys;
  readonly runtime: () => Runtime;
  /** Variables that lead a child process to the services that are forwarded to another AWS. @default {} */
  readonly forwardedEnvironment?: Readonly<Record<string, string>>;
  /** Takes every role's ARN on trust: the roles belong to an account whose IAM is not here. @default false */
  readonly rolesOnTrust?: boolean;
}

/** In-process calls, role sessions and environments of child processes. */
export function createAws(ports: AwsPorts): Aws {
  const { dispatcher, accessKeys, runtime, forwardedEnvironment = {}, rolesOnTrust = false } = ports;
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
      const { roles, catalogue, account, clock } = runtime();
      const role = match === null ? undefined : roles.role(match[2] as string);
      const source = { account, arn: sourceArn, now: clock.now() };
      const known = match !== null && role?.arn === roleArn && trustsService(role, servicePrincipal, source);
      const onTrust =
        !known && match !== null && (rolesOnTrust || (catalogue.takesRolesOnTrust(servicePrincipal) && !roles.hasRoles()));
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
        ...forwardedEnvironment,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
      };
    },
  };
}

const NEVER = new AbortController().signal;
