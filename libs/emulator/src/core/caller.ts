import { globalArn } from './arn.ts';

/**
 * Who makes a call: the root of the account, a role's session (a service that assumed it, or a person through STS), or a service in its own
 * name, to which the policy of a resource must allow the call.
 */
export type Caller = RootCaller | AssumedRoleCaller | ServiceCaller;

/** The account itself: what access keys given by hand stand for. */
export interface RootCaller {
  readonly type: 'root';
  readonly account: string;
  /** `arn:aws:iam::000000000000:root` */
  readonly arn: string;
}

/** A session of a role: state machines, functions and jobs call as this. */
export interface AssumedRoleCaller {
  readonly type: 'assumed-role';
  readonly account: string;
  /** `arn:aws:sts::000000000000:assumed-role/role/session` */
  readonly arn: string;
  /** `arn:aws:iam::000000000000:role/role` */
  readonly roleArn: string;
  readonly sessionName: string;
  /** JSON of the policies that were passed as the session began: it may do what one of them allows, and the role. */
  readonly sessionPolicies?: readonly string[];
  /** Tags that were passed as the session began. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The role was unknown and taken on trust: what the session may do is not asked. */
  readonly onTrust?: true;
}

/** A service in its own name: SNS that invokes a function, CloudWatch whose alarm publishes to a topic. */
export interface ServiceCaller {
  readonly type: 'service';
  /** The account on whose behalf the service calls. */
  readonly account: string;
  /** e.g. `sns.amazonaws.com`, as refusals name the caller */
  readonly arn: string;
  /** e.g. `sns.amazonaws.com` */
  readonly service: string;
  /** The resource on whose behalf the service calls: `aws:SourceArn`. */
  readonly sourceArn?: string;
  /** The account of that resource: `aws:SourceAccount`. */
  readonly sourceAccount: string;
}

/** A service that calls in its own name, on behalf of a resource of an account. */
export function serviceCaller(service: string, account: string, sourceArn?: string): ServiceCaller {
  return {
    type: 'service',
    account,
    arn: service,
    service,
    sourceAccount: account,
    ...(sourceArn === undefined ? {} : { sourceArn }),
  };
}

/** The root of an account, as which services look up what they need. */
export function rootCaller({ account, partition }: { readonly account: string; readonly partition: string }): RootCaller {
  return { type: 'root', account, arn: globalArn('iam', { account, partition }, 'root') };
}

/**
 * The caller that the session of a role is.
 *
 * @param roleArn ARN of the role with its path
 */
export function roleSession(roleArn: string, account: string, roleName: string, sessionName: string): AssumedRoleCaller {
  const partition = roleArn.split(':')[1] ?? 'aws';
  return {
    type: 'assumed-role',
    account,
    arn: globalArn('sts', { partition, account }, `assumed-role/${roleName}/${sessionName}`),
    roleArn,
    sessionName,
  };
}
