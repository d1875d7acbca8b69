# The pipeline with all its defaults.

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
  region = "eu-west-1"
}

module "ml_pipeline" {
  source = "../.."
}

output "state_machine_arn" {
  description = "Start executions of this"
  value       = module.ml_pipeline.state_machine_arn
}
