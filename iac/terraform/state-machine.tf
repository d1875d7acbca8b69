resource "aws_cloudwatch_log_group" "pipeline" {
  name              = "/aws/vendedlogs/states/${var.name}"
  retention_in_days = var.log_retention_days
  tags              = local.tags
}

# Process, train, evaluate, judge, deploy, check.
resource "aws_sfn_state_machine" "this" {
  name     = var.name
  role_arn = aws_iam_role.pipeline.arn
  tags     = local.tags

  definition = templatefile("${path.module}/files/state-machine.asl.json.tftpl", {
    BucketName                = aws_s3_bucket.this.id
    CodePrefix                = local.code_prefix
    EnableNetworkIsolation    = var.enable_network_isolation
    EndpointInstanceType      = var.endpoint_instance_type
    EndpointName              = local.endpoint_name
    EvaluatorFunctionArn      = aws_lambda_function.evaluator.arn
    ImageUri                  = local.image_uri
    ModelPerformanceThreshold = var.model_performance_threshold
    Partition                 = local.partition
    ProcessingInstanceType    = var.processing_instance_type
    SageMakerRoleArn          = aws_iam_role.sagemaker.arn
    StackName                 = var.name
    TopicArn                  = aws_sns_topic.notifications.arn
    TrainingInstanceType      = var.training_instance_type
  })

  logging_configuration {
    include_execution_data = true
    level                  = "ALL"
    log_destination        = "${aws_cloudwatch_log_group.pipeline.arn}:*"
  }

  tracing_configuration {
    enabled = true
  }

  depends_on = [
    aws_iam_role_policy.pipeline,
    aws_iam_role_policy.sagemaker,
    aws_s3_object.raw_data_readme,
    aws_s3_object.script,
  ]
}

# Destroyed first of all: stops executions and jobs, deletes endpoints, their configurations and models.
resource "aws_lambda_invocation" "clean_up" {
  function_name   = aws_lambda_function.lifecycle.function_name
  lifecycle_scope = "CRUD"

  input = jsonencode({
    Bucket          = aws_s3_bucket.this.id
    EndpointName    = local.endpoint_name
    StateMachineArn = aws_sfn_state_machine.this.arn
    TagKey          = "stepmaker:stack"
    TagValue        = var.name
  })

  depends_on = [aws_iam_role_policy.clean_up, aws_iam_role_policy.lifecycle, aws_s3_bucket_policy.this]
}
