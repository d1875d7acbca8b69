import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';

/** Options of a `ModelDeployment`. All are optional. */
export interface ModelDeploymentProps {
  /**
   * Name of the log group, and value of the tag `stepmaker:stack` on all that deployments create. One for each `ModelDeployment` of an account
   * and region; at most 54 letters, digits and hyphens.
   * @default - the stack's name and `-deployment`
   */
  readonly deploymentName?: string;
  /**
   * Role of the state machine. It is used as it is: it must already allow what the definition does.
   * @default - a role with exactly these permissions
   */
  readonly role?: IRole;
  /**
   * Role of the models. It is used as it is: with a VPC or a key, it must already allow SageMaker to use them.
   * @default - a role that may pull the image and write logs and metrics; grant it to read the model archives
   */
  readonly executionRole?: IRole;
  /** Gets the events of the executions. @default - a log group that is deleted with the stack */
  readonly logGroup?: ILogGroup;
  /** Retention of the construct's own log group, in days that CloudWatch Logs offers. @default 30 */
  readonly logRetentionDays?: number;
  /** Tag of AWS's scikit-learn image. @default `1.4-2-py312-cpu-py3` */
  readonly scikitLearnImageTag?: string;
  /** Subnets of the models: a list, or a text separated by commas. @default - no VPC */
  readonly subnetIds?: string | readonly string[];
  /** Security groups of the models: a list, or a text separated by commas; needed with `subnetIds`. @default - no VPC */
  readonly securityGroupIds?: string | readonly string[];
  /** Whether containers of models have no network at all. A token resolves to `true` or `false`. @default false */
  readonly enableNetworkIsolation?: boolean | string;
  /** ARN of a customer's key for the endpoints' volumes; its policy must let IAM policies of the account decide. @default - keys of AWS */
  readonly kmsKeyArn?: string;
}
