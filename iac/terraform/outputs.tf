output "state_machine_arn" {
  description = "ARN of the state machine: start executions of it"
  value       = aws_sfn_state_machine.this.arn
}

output "deployment_state_machine_arn" {
  description = "ARN of the state machine that deploys a model"
  value       = aws_sfn_state_machine.deployment.arn
}

output "bucket_name" {
  description = "Bucket with raw-data/, processed-data/, model-artifacts/, evaluation/ and code/"
  value       = aws_s3_bucket.this.id
}

output "endpoint_name" {
  description = "Endpoint that runs create or update"
  value       = local.endpoint_name
}

output "topic_arn" {
  description = "ARN of the topic that receives the result of each run"
  value       = aws_sns_topic.notifications.arn
}

output "execution_role_arn" {
  description = "ARN of the role of the SageMaker jobs and models"
  value       = aws_iam_role.sagemaker.arn
}

output "pipeline_role_arn" {
  description = "ARN of the state machine's role"
  value       = aws_iam_role.pipeline.arn
}

output "log_group_name" {
  description = "Log group of both state machines"
  value       = aws_cloudwatch_log_group.pipeline.name
}

output "code_uri" {
  description = "Where the scripts are"
  value       = "s3://${aws_s3_bucket.this.id}/${local.code_prefix}"
}
