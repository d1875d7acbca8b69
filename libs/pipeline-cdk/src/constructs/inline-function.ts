import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { attribute } from './attribute.ts';
import { allow, ServiceRole, type Statement } from './service-role.ts';

/** A function whose code is part of the template. */
export interface InlineFunctionProps {
  readonly logRetentionDays: number;
  /** One CommonJS file with `handler` among its exports; CloudFormation calls it `index.js`. */
  readonly code: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Permissions besides writing its log. */
  readonly statements: readonly Statement[];
}

/**
 * A Lambda function with its role and its log group. The role cannot create a log group: the template owns the one there is, and a late line
 * of log does not bring it back after a delete.
 */
export class InlineFunction extends Construct {
  readonly arn: string;
  readonly name: string;
  readonly role: ServiceRole;

  constructor(scope: Construct, id: string, props: InlineFunctionProps) {
    super(scope, id);
    const logGroup = new CfnLogGroup(this, 'Logs', { retentionInDays: props.logRetentionDays });
    this.role = new ServiceRole(this, 'Role', {
      service: 'lambda',
      statements: [...props.statements, allow(['logs:CreateLogStream', 'logs:PutLogEvents'], attribute(logGroup, 'Arn'))],
    });
    const lambda = new CfnFunction(this, 'Function', {
      description: props.description,
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      code: { zipFile: props.code },
      timeout: props.timeoutSeconds,
      memorySize: props.memoryMegabytes,
      role: this.role.arn,
      loggingConfig: { logGroup: logGroup.ref },
    });
    this.arn = attribute(lambda, 'Arn');
    this.name = lambda.ref;
  }
}
