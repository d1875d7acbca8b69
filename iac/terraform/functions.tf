resource "aws_cloudwatch_log_group" "evaluator" {
  name_prefix       = "/aws/lambda/${var.name}-evaluator-"
  retention_in_days = var.log_retention_days
  tags              = local.tags
}

# Quality gate: is this model good enough?
resource "aws_lambda_function" "evaluator" {
  function_name    = "${var.name}-evaluator"
  description      = "Quality gate: is this model good enough?"
  role             = aws_iam_role.evaluator.arn
  runtime          = var.lambda_runtime
  handler          = "index.handler"
  filename         = "${path.module}/files/evaluator.zip"
  source_code_hash = filebase64sha256("${path.module}/files/evaluator.zip")
  memory_size      = 256
  timeout          = 60
  tags             = local.tags
  depends_on       = [aws_iam_role_policy.evaluator]

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.evaluator.name
  }
}

resource "aws_cloudwatch_log_group" "lifecycle" {
  name_prefix       = "/aws/lambda/${var.name}-lifecycle-"
  retention_in_days = var.log_retention_days
  tags              = local.tags
}

# Clears away what runs have made, when the module is destroyed.
resource "aws_lambda_function" "lifecycle" {
  function_name    = "${var.name}-lifecycle"
  description      = "Leaves nothing behind when the pipeline is destroyed"
  role             = aws_iam_role.lifecycle.arn
  runtime          = var.lambda_runtime
  handler          = "index.handler"
  filename         = "${path.module}/files/lifecycle.zip"
  source_code_hash = filebase64sha256("${path.module}/files/lifecycle.zip")
  memory_size      = 512
  timeout          = 900
  tags             = local.tags
  depends_on       = [aws_iam_role_policy.lifecycle]

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.lifecycle.name
  }
}
