resource "aws_iam_role" "sagemaker" {
  name_prefix        = "${var.name}-"
  description        = "Of the SageMaker jobs and models of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.sagemaker_trust.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "sagemaker" {
  name   = "permissions"
  role   = aws_iam_role.sagemaker.id
  policy = data.aws_iam_policy_document.sagemaker.json
}

resource "aws_iam_role" "evaluator" {
  name_prefix        = "${var.name}-"
  description        = "Of the quality gate of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.evaluator_trust.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "evaluator" {
  name   = "permissions"
  role   = aws_iam_role.evaluator.id
  policy = data.aws_iam_policy_document.evaluator.json
}

resource "aws_iam_role" "lifecycle" {
  name_prefix        = "${var.name}-"
  description        = "Of the function that clears away what runs of ${var.name} have made"
  assume_role_policy = data.aws_iam_policy_document.lifecycle_trust.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "lifecycle" {
  name   = "permissions"
  role   = aws_iam_role.lifecycle.id
  policy = data.aws_iam_policy_document.lifecycle.json
}

resource "aws_iam_role_policy" "clean_up" {
  name   = "clean-up"
  role   = aws_iam_role.lifecycle.id
  policy = data.aws_iam_policy_document.clean_up.json
}

resource "aws_iam_role" "pipeline" {
  name_prefix        = "${var.name}-"
  description        = "Of the state machine ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.pipeline_trust.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "pipeline" {
  name   = "permissions"
  role   = aws_iam_role.pipeline.id
  policy = data.aws_iam_policy_document.pipeline.json
}

resource "aws_iam_role" "deployment" {
  name_prefix        = "${var.name}-"
  description        = "Of the state machine ${var.name}-deployment"
  assume_role_policy = data.aws_iam_policy_document.deployment_trust.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "deployment" {
  name   = "permissions"
  role   = aws_iam_role.deployment.id
  policy = data.aws_iam_policy_document.deployment.json
}

resource "aws_iam_role_policy" "network" {
  count = length(var.subnet_ids) > 0 ? 1 : 0

  name   = "network"
  role   = aws_iam_role.sagemaker.id
  policy = data.aws_iam_policy_document.network.json
}

resource "aws_iam_role_policy" "use_key" {
  for_each = var.kms_key_arn == "" ? {} : {
    evaluator = aws_iam_role.evaluator.id
    lifecycle = aws_iam_role.lifecycle.id
  }

  name   = "use-key"
  role   = each.value
  policy = data.aws_iam_policy_document.use_key.json
}

resource "aws_iam_role_policy" "grant_key" {
  for_each = var.kms_key_arn == "" ? {} : {
    deployment = aws_iam_role.deployment.id
    pipeline   = aws_iam_role.pipeline.id
    sagemaker  = aws_iam_role.sagemaker.id
  }

  name   = "grant-key"
  role   = each.value
  policy = data.aws_iam_policy_document.grant_key.json
}
