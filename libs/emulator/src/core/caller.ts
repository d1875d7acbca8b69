/** Who makes a call: the root of the account, or a role's session (a service that assumed it, or a person through STS). */
export type Caller = RootCaller | AssumedRoleCaller;

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
}
