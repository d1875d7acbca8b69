# A pipeline of another name, with more demanding settings and an alarm.

terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.80, < 7.0"
    }
  }
}

provider "aws" {
  region = var.region
}

variable "region" {
  description = "Region to deploy to"
  type        = string
  default     = "eu-west-1"
}

variable "bucket_name" {
  description = "Name of the bucket to make; must be free in all of AWS"
  type        = string
}

module "ml_pipeline" {
  source = "../.."

  name                        = "churn"
  s3_bucket_name              = var.bucket_name
  model_performance_threshold = 0.8
  training_instance_type      = "ml.m5.xlarge"
  log_retention_days          = 90
  tags                        = { team = "data" }
}

resource "aws_cloudwatch_metric_alarm" "failed" {
  alarm_name          = "churn-runs-failed"
  alarm_description   = "A run of the churn pipeline has failed"
  namespace           = "AWS/States"
  metric_name         = "ExecutionsFailed"
  dimensions          = { StateMachineArn = module.ml_pipeline.state_machine_arn }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
}

output "state_machine_arn" {
  description = "Start executions of this"
  value       = module.ml_pipeline.state_machine_arn
}

output "bucket_name" {
  description = "Put data under raw-data/ of this"
  value       = module.ml_pipeline.bucket_name
}
