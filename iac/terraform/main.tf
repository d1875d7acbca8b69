data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  dns_suffix = data.aws_partition.current.dns_suffix
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.name

  # What clean-up goes by: whatever a run makes carries this tag.
  tags = merge(var.tags, { "stepmaker:stack" = var.name })

  # A region without the image stops the plan here, before anything is made.
  scikit_learn_account = local.scikit_learn_accounts[local.region]
  image_uri            = "${local.scikit_learn_account}.dkr.ecr.${local.region}.${local.dns_suffix}/sagemaker-scikit-learn:${var.scikit_learn_image_tag}"
  endpoint_name        = var.endpoint_name != "" ? var.endpoint_name : var.name
}
