# `terraform test`: what the module plans, with a mocked provider; no account is needed.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  mock_data "aws_region" {
    defaults = { name = "eu-west-1" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
  }
}

run "defaults" {
  command = plan

  assert {
    condition     = aws_sfn_state_machine.this.name == "ml-pipeline-terraform"
    error_message = "The state machine is called as the pipeline."
  }

  assert {
    condition     = local.image_uri == "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-py312-cpu-py3"
    error_message = "The image is that of the region."
  }

  assert {
    condition     = output.endpoint_name == "ml-pipeline-terraform"
    error_message = "The endpoint is called as the pipeline."
  }

  assert {
    condition     = aws_s3_bucket.this.tags["stepmaker:stack"] == "ml-pipeline-terraform"
    error_message = "Everything carries the tag that clean-up goes by."
  }

  assert {
    condition     = length(aws_lambda_invocation.network) == 0
    error_message = "Nothing waits for network interfaces without a VPC."
  }

  assert {
    condition     = length(aws_sns_topic_subscription.email) == 0
    error_message = "Nobody is told unless an address is given."
  }
}

run "names_and_tags" {
  command = plan

  variables {
    name               = "churn"
    s3_bucket_name     = "acme-churn"
    endpoint_name      = "churn-live"
    notification_email = "ml@example.com"
    tags               = { team = "data" }
  }

  assert {
    condition     = aws_s3_bucket.this.bucket == "acme-churn"
    error_message = "The bucket has the given name."
  }

  assert {
    condition     = aws_s3_bucket.this.tags["team"] == "data" && aws_s3_bucket.this.tags["stepmaker:stack"] == "churn"
    error_message = "Own tags stand beside the pipeline's."
  }

  assert {
    condition     = output.endpoint_name == "churn-live"
    error_message = "The endpoint has the given name."
  }

  assert {
    condition     = aws_sns_topic_subscription.email[0].endpoint == "ml@example.com"
    error_message = "The address is subscribed."
  }
}

run "vpc" {
  command = plan

  variables {
    subnet_ids         = ["subnet-0a1", "subnet-0b2"]
    security_group_ids = ["sg-0c3"]
  }

  assert {
    condition     = jsondecode(aws_lambda_invocation.network[0].input) == { SecurityGroupIds = "sg-0c3" }
    error_message = "An invocation waits for network interfaces when the module is destroyed."
  }
}

run "data_that_is_no_arn" {
  command = plan

  variables {
    data_arns = ["acme-data"]
  }

  expect_failures = [var.data_arns]
}

run "threshold_out_of_range" {
  command = plan

  variables {
    model_performance_threshold = 1.5
  }

  expect_failures = [var.model_performance_threshold]
}

run "instance_type_without_ml" {
  command = plan

  variables {
    training_instance_type = "m5.large"
  }

  expect_failures = [var.training_instance_type]
}

run "name_with_a_space" {
  command = plan

  variables {
    name = "my pipeline"
  }

  expect_failures = [var.name]
}

run "retention_that_cloudwatch_does_not_know" {
  command = plan

  variables {
    log_retention_days = 31
  }

  expect_failures = [var.log_retention_days]
}
