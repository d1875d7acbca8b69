/** Names of the template in the module. */
export const REFERENCES: Readonly<Record<string, string>> = {
  'AWS::AccountId': 'local.account_id',
  'AWS::Partition': 'local.partition',
  'AWS::Region': 'local.region',
  'AWS::StackName': 'var.name',
  'AWS::URLSuffix': 'local.dns_suffix',
  Bucket: 'aws_s3_bucket.this.id',
  'Bucket.Arn': 'aws_s3_bucket.this.arn',
  DeploymentStateMachine: 'aws_sfn_state_machine.deployment.arn',
  'DeploymentStateMachine.Name': 'aws_sfn_state_machine.deployment.name',
  'EvaluatorFunction.Arn': 'aws_lambda_function.evaluator.arn',
  'EvaluatorLogs.Arn': '"${aws_cloudwatch_log_group.evaluator.arn}:*"',
  'ExecutionRole.Arn': 'aws_iam_role.sagemaker.arn',
  'LifecycleFunction.Arn': 'aws_lambda_function.lifecycle.arn',
  'LifecycleLogs.Arn': '"${aws_cloudwatch_log_group.lifecycle.arn}:*"',
  NotificationsTopic: 'aws_sns_topic.notifications.arn',
  'PipelineLogs.Arn': '"${aws_cloudwatch_log_group.pipeline.arn}:*"',
  PipelineStateMachine: 'aws_sfn_state_machine.this.arn',
  'PipelineStateMachine.Arn': 'aws_sfn_state_machine.this.arn',
  'PipelineStateMachine.Name': 'aws_sfn_state_machine.this.name',
};

/** Parameters that the module takes as lists: in the template they are texts separated by commas. */
export const LIST_PARAMETERS: ReadonlySet<string> = new Set(['DataArns', 'SecurityGroupIds', 'SubnetIds']);

/** Parameters that the module takes as booleans. */
export const BOOLEAN_PARAMETERS: ReadonlySet<string> = new Set(['EnableNetworkIsolation']);

/** `DataRetentionDays` is `data_retention_days`. */
export function variableName(parameter: string): string {
  return parameter
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
