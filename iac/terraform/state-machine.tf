resource "aws_cloudwatch_log_group" "pipeline" {
  name              = "/aws/vendedlogs/states/${var.name}"
  retention_in_days = var.log_retention_days
  tags              = local.tags
}

locals {
  # The definitions name networks and keys only where they are given.
  definition_ending = "${length(var.subnet_ids) > 0 ? "-vpc" : ""}${var.kms_key_arn != "" ? "-kms" : ""}"
}

# Serve a model, check it, roll back if it fails.
resource "aws_sfn_state_machine" "deployment" {
  name     = "${var.name}-deployment"
  role_arn = aws_iam_role.deployment.arn
  tags     = local.tags

  definition = templatefile("${path.module}/files/deployment${local.definition_ending}.asl.json.tftpl", {
    EnableNetworkIsolation = var.enable_network_isolation
    ImageUri               = local.image_uri
    KmsKeyArn              = var.kms_key_arn
    Partition              = local.partition
    SageMakerRoleArn       = aws_iam_role.sagemaker.arn
    SecurityGroupIds       = join(",", var.security_group_ids)
    StackName              = var.name
    SubnetIds              = join(",", var.subnet_ids)
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
    aws_iam_role_policy.deployment,
    aws_iam_role_policy.grant_key,
    aws_iam_role_policy.network,
    aws_iam_role_policy.sagemaker,
    aws_iam_role_policy.use_key,
  ]
}

# Process, train, evaluate, judge, deploy.
resource "aws_sfn_state_machine" "this" {
  name     = var.name
  role_arn = aws_iam_role.pipeline.arn
  tags     = local.tags

  definition = templatefile("${path.module}/files/pipeline${local.definition_ending}.asl.json.tftpl", {
    BucketName                = aws_s3_bucket.this.id
    CodePrefix                = local.code_prefix
    DataArns                  = "${aws_s3_bucket.this.arn}/*,${join(",", var.data_arns)}"
    DeploymentStateMachineArn = aws_sfn_state_machine.deployment.arn
    EnableNetworkIsolation    = var.enable_network_isolation
    EndpointInstanceType      = var.endpoint_instance_type
    EndpointName              = var.endpoint_name
    EvaluatorFunctionArn      = aws_lambda_function.evaluator.arn
    ImageUri                  = local.image_uri
    KmsKeyArn                 = var.kms_key_arn
    ModelPerformanceThreshold = var.model_performance_threshold
    Partition                 = local.partition
    ProcessingInstanceType    = var.processing_instance_type
    SageMakerRoleArn          = aws_iam_role.sagemaker.arn
    SecurityGroupIds          = join(",", var.security_group_ids)
    StackName                 = var.name
    SubnetIds                 = join(",", var.subnet_ids)
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
    aws_iam_role_policy.grant_key,
    aws_iam_role_policy.network,
    aws_iam_role_policy.pipeline,
    aws_iam_role_policy.sagemaker,
    aws_iam_role_policy.use_key,
    aws_s3_object.raw_data_readme,
    aws_s3_object.script,
  ]
}

# Destroyed after the clean-up: waits until SageMaker has removed its network interfaces. Until then SageMaker needs its role.
resource "aws_lambda_invocation" "network" {
  count = length(var.subnet_ids) > 0 ? 1 : 0

  function_name   = aws_lambda_function.lifecycle.function_name
  lifecycle_scope = "CRUD"

  input = jsonencode({
    SecurityGroupIds = join(",", var.security_group_ids)
  })

  depends_on = [
    aws_iam_role_policy.clean_up,
    aws_iam_role_policy.grant_key,
    aws_iam_role_policy.lifecycle,
    aws_iam_role_policy.network,
    aws_iam_role_policy.sagemaker,
    aws_iam_role_policy.use_key,
  ]
}

# Destroyed first of all: stops executions and jobs, deletes endpoints, their configurations, models and logs. Until then SageMaker needs its role.
resource "aws_lambda_invocation" "clean_up" {
  function_name   = aws_lambda_function.lifecycle.function_name
  lifecycle_scope = "CRUD"

  input = jsonencode({
    Bucket           = aws_s3_bucket.this.id
    EndpointName     = local.endpoint_name
    Since            = aws_iam_role.pipeline.create_date
    SecurityGroupIds = join(",", var.security_group_ids)
    StateMachineArns = [aws_sfn_state_machine.this.arn, aws_sfn_state_machine.deployment.arn]
    TagKey           = "stepmaker:stack"
    TagValue         = var.name
  })

  depends_on = [
    aws_iam_role_policy.clean_up,
    aws_iam_role_policy.grant_key,
    aws_iam_role_policy.lifecycle,
    aws_iam_role_policy.network,
    aws_iam_role_policy.sagemaker,
    aws_iam_role_policy.use_key,
    aws_lambda_invocation.network,
    aws_s3_bucket_policy.this,
  ]
}
