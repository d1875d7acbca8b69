variable "name" {
  description = "Name of this pipeline: of its state machine, its log group, its endpoint, and the value of the tag on all that its runs make"
  type        = string
  default     = "ml-pipeline-terraform"
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{0,40}$", var.name))
    error_message = "The variable name must be a letter and up to 40 letters, digits and hyphens."
  }
}

variable "tags" {
  description = "Tags for all resources, besides the one that the pipeline needs"
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "lambda_runtime" {
  description = "Runtime of the two functions. nodejs22.x is the newest that version 5 of the provider takes; with version 6 nodejs24.x may be set"
  type        = string
  default     = "nodejs22.x"
  nullable    = false

  validation {
    condition     = can(regex("^nodejs(2[2-9]|[3-9][0-9])\\.x$", var.lambda_runtime))
    error_message = "The variable lambda_runtime must be nodejs22.x or newer."
  }
}
