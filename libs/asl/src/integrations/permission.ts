/**
 * The resource that an IAM statement must name, before account, region and partition are known.
 *
 * `name` is what the machine's arguments say: a whole ARN, a substitution token such as `${TopicArn}`, a plain name, or undefined when
 * the name is only known at run time (then every resource of the kind is meant).
 */
export type PermissionResource =
  | {
      readonly kind: 'arn';
      /** The service's prefix in ARNs: `sagemaker`, `events`, `lambda`, `sns`, `s3`, `iam`. */
      readonly service: string;
      /** The resource type in ARNs: `training-job`, `rule`, `function`, `role`; for S3 `object`, for SNS `topic`. */
      readonly type: string;
      readonly name?: string;
    }
  | {
      readonly kind: 'any';
      /** Why the action cannot be narrowed to a resource. */
      readonly reason: string;
    };

/** Permission that the role of a state machine needs: one statement of a policy, as data. */
export interface Permission {
  /** IAM actions, such as `sagemaker:CreateTrainingJob`. */
  readonly actions: readonly string[];
  readonly resource: PermissionResource;
  /** Conditions in the shape of a policy: operator → key → value. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A permission on resources of a kind. */
export function allow(actions: readonly string[], service: string, type: string, name?: string): Permission {
  return { actions, resource: { kind: 'arn', service, type, ...(name !== undefined && { name }) } };
}

/** A permission that no resource can narrow. */
export function allowOnAny(actions: readonly string[], reason: string): Permission {
  return { actions, resource: { kind: 'any', reason } };
}

/** Permission to hand a role to a service. */
export function allowPassRole(role: string | undefined, service: string): Permission {
  return { ...allow(['iam:PassRole'], 'iam', 'role', role), conditions: { StringEquals: { 'iam:PassedToService': service } } };
}

/**
 * Permission on the rule that Step Functions keeps in EventBridge to learn the end of a `.sync` job. The rule belongs to the account, not
 * to a stack.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html#connect-iam-sync-async
 */
export function allowManagedRule(ruleName: string): Permission {
  return allow(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], 'events', 'rule', ruleName);
}
