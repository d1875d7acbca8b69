import { Aws, type CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { attribute } from './attribute.ts';

/** One statement of an IAM policy, in IAM's own words. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Allows `Action` on `Resource`, as long as `Condition` holds. */
export function allow(
  Action: Statement['Action'],
  Resource: Statement['Resource'],
  Condition?: Statement['Condition'],
): Statement {
  // One action is said without brackets, which takes less of the template.
  const [only = '', ...more] = [Action].flat();
  return { Effect: 'Allow', Action: more.length > 0 ? Action : only, Resource, ...(Condition && { Condition }) };
}

/** A whole policy document. */
export function policyDocument(statements: readonly unknown[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/** The ARN of a resource in the stack's own partition, region and account. */
export function ownArn(service: string, resource: string): string {
  return Fn.sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);
}

/** Principal and permissions of a role. */
export interface ServiceRoleProps {
  /** Service principal without its domain, e.g. `sagemaker`. */
  readonly service: 'events' | 'lambda' | 'sagemaker' | 'scheduler' | 'states' | 'vpc-flow-logs';
  /** Only a resource of this ARN may make the service assume the role. @default - any of the account */
  readonly sourceArn?: string;
  /** Each a {@link Statement}, or an expression of the template that gives one. */
  readonly statements: readonly object[];
}

/**
 * A role that one AWS service assumes. Its policy is part of the role itself: who has the role has the permissions, and a stack that is being
 * deleted takes neither away before the other.
 */
export class ServiceRole extends Construct {
  readonly arn: string;
  readonly name: string;
  private readonly role: CfnRole;

  constructor(scope: Construct, id: string, { service, sourceArn, statements }: ServiceRoleProps) {
    super(scope, id);
    // Another account's resource may not make the service act with this role. Lambda sends no source, and takes roles of the function's
    // own account only.
    const isDeputy = service !== 'lambda';
    const role = new CfnRole(this, 'Default', {
      assumeRolePolicyDocument: policyDocument([
        {
          Effect: 'Allow',
          Principal: { Service: `${service}.amazonaws.com` },
          Action: 'sts:AssumeRole',
          ...(isDeputy && {
            // The ARN names the account, too.
            Condition: sourceArn
              ? { ArnLike: { 'aws:SourceArn': sourceArn } }
              : { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
          }),
        },
      ]),
      policies: [{ policyName: 'permissions', policyDocument: policyDocument(statements) }],
    });
    this.role = role;
    this.arn = attribute(role, 'Arn');
    this.name = role.ref;
  }

  /** The role is there only under a condition of the template. */
  onlyIf(condition: CfnCondition): void {
    this.role.cfnOptions.condition = condition;
  }
}
