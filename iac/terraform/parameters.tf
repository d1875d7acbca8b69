# Made from the CDK app by `npx nx run iac:generate`; changes belong there.

variable "s3_bucket_name" {
  description = "Empty for a generated name. A later change keeps the old bucket"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(?:([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?)$", var.s3_bucket_name))
    error_message = "The variable s3_bucket_name must match ([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?."
  }
}

variable "model_performance_threshold" {
  description = "The R2 score on unseen data that a model must reach to be deployed"
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
    condition     = can(regex("^(?:ml\\.[a-z0-9-]+\\.[a-z0-9]+)$", var.processing_instance_type))
    error_message = "The variable processing_instance_type must match ml\\.[a-z0-9-]+\\.[a-z0-9]+."
  }
}

variable "training_instance_type" {
  description = "Instance type of the training jobs"
  type        = string
  default     = "ml.m5.large"
  nullable    = false

  validation {
    condition     = can(regex("^(?:ml\\.[a-z0-9-]+\\.[a-z0-9]+)$", var.training_instance_type))
    error_message = "The variable training_instance_type must match ml\\.[a-z0-9-]+\\.[a-z0-9]+."
  }
}

variable "endpoint_instance_type" {
  description = "Instance type of the endpoint, billed by the hour"
  type        = string
  default     = "ml.t2.medium"
  nullable    = false

  validation {
    condition     = can(regex("^(?:ml\\.[a-z0-9-]+\\.[a-z0-9]+)$", var.endpoint_instance_type))
    error_message = "The variable endpoint_instance_type must match ml\\.[a-z0-9-]+\\.[a-z0-9]+."
  }
}

variable "endpoint_name" {
  description = "Empty for a name of this stack"
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
  description = "Is told of failed and rejected runs; empty for nobody"
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
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "The variable log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "data_retention_days" {
  description = "Until processed data and replaced versions of objects expire"
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.data_retention_days >= 1 && var.data_retention_days <= 36500
    error_message = "The variable data_retention_days must be from 1 to 36500."
  }
}
