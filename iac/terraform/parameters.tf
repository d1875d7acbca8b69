# Made from the CDK app by `npx nx run iac:generate`; changes belong there.

variable "s3_bucket_name" {
  description = "Name of the bucket, which must be free in all of AWS; empty for a generated one"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(?:([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?)$", var.s3_bucket_name))
    error_message = "The variable s3_bucket_name must match ([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?."
  }
}

variable "model_performance_threshold" {
  description = "The R2 on unseen data that a model must reach to be deployed"
  type        = number
  default     = 0.7
  nullable    = false

  validation {
    condition     = var.model_performance_threshold >= -1 && var.model_performance_threshold <= 1
    error_message = "The variable model_performance_threshold must be from -1 to 1."
  }
}

variable "processing_instance_type" {
  description = "Instance type of the processing and evaluation jobs"
  type        = string
  default     = "ml.m5.large"
  nullable    = false

  validation {
    condition     = can(regex("^(?:ml\\.[a-z]+[0-9][a-z0-9-]*\\.(medium|large|\\d*xlarge))$", var.processing_instance_type))
    error_message = "The variable processing_instance_type must match ml\\.[a-z]+[0-9][a-z0-9-]*\\.(medium|large|\\d*xlarge)."
  }
}

variable "training_instance_type" {
  description = "Instance type of the training jobs"
  type        = string
  default     = "ml.m5.large"
  nullable    = false

  validation {
    condition     = can(regex("^(?:ml\\.[a-z]+[0-9][a-z0-9-]*\\.(medium|large|\\d*xlarge))$", var.training_instance_type))
    error_message = "The variable training_instance_type must match ml\\.[a-z]+[0-9][a-z0-9-]*\\.(medium|large|\\d*xlarge)."
  }
}

variable "endpoint_instance_type" {
  description = "Instance type of the endpoint, billed by the hour; empty for ml.t2.medium, or ml.m5.large in a region without T2"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(?:(ml\\.[a-z]+[0-9][a-z0-9-]*\\.(medium|large|\\d*xlarge))?)$", var.endpoint_instance_type))
    error_message = "The variable endpoint_instance_type must match (ml\\.[a-z]+[0-9][a-z0-9-]*\\.(medium|large|\\d*xlarge))?."
  }
}

variable "endpoint_name" {
  description = "Endpoint that runs create or update; empty for the name of the pipeline"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(?:([a-zA-Z0-9](-*[a-zA-Z0-9]){0,62})?)$", var.endpoint_name))
    error_message = "The variable endpoint_name must match ([a-zA-Z0-9](-*[a-zA-Z0-9]){0,62})?."
  }
}

variable "scikit_learn_image_tag" {
  description = "Tag of AWS's scikit-learn image"
  type        = string
  default     = "1.4-2-py312-cpu-py3"
  nullable    = false

  validation {
    condition     = can(regex("^(?:\\w[\\w.-]{0,127})$", var.scikit_learn_image_tag))
    error_message = "The variable scikit_learn_image_tag must match \\w[\\w.-]{0,127}."
  }
}

variable "notification_email" {
  description = "E-mail address for failed and rejected runs; empty for none"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(?:([^\\s@]+@[^\\s@]+)?)$", var.notification_email))
    error_message = "The variable notification_email must match ([^\\s@]+@[^\\s@]+)?."
  }
}

variable "log_retention_days" {
  description = "Days for which logs are kept"
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 7, 14, 30, 60, 90, 180, 365, 731, 1827, 3653], var.log_retention_days)
    error_message = "The variable log_retention_days must be one of 1, 3, 7, 14, 30, 60, 90, 180, 365, 731, 1827, 3653."
  }
}

variable "data_retention_days" {
  description = "Days until processed data and replaced versions expire"
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.data_retention_days >= 1 && var.data_retention_days <= 36500
    error_message = "The variable data_retention_days must be from 1 to 36500."
  }
}

variable "subnet_ids" {
  description = "Subnets of the jobs and the endpoint; none for no VPC"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-f]+$", id))])
    error_message = "Each of the variable subnet_ids must match subnet-[0-9a-f]+."
  }
}

variable "security_group_ids" {
  description = "Security groups of the jobs and the endpoint; none for no VPC"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-f]+$", id))])
    error_message = "Each of the variable security_group_ids must match sg-[0-9a-f]+."
  }
}

variable "enable_network_isolation" {
  description = "Containers of jobs and models get no network at all"
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of a customer's key that encrypts; empty for keys of AWS"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(?:(arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/[a-zA-Z0-9-]+)?)$", var.kms_key_arn))
    error_message = "The variable kms_key_arn must match (arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/[a-zA-Z0-9-]+)?."
  }
}

variable "data_arns" {
  description = "S3 ARNs of data outside the bucket that runs may read, of buckets and of objects in them"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.data_arns : can(regex("^arn:[^,']+$", id))])
    error_message = "Each of the variable data_arns must match arn:[^,']+."
  }
}

variable "access_log_bucket_name" {
  description = "Bucket that gets the access logs; empty for no access logs"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(?:([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?)$", var.access_log_bucket_name))
    error_message = "The variable access_log_bucket_name must match ([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?."
  }
}
