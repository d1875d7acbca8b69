# Data, models, reports, the scripts. Its contents go with it.
resource "aws_s3_bucket" "this" {
  bucket        = var.s3_bucket_name != "" ? var.s3_bucket_name : null
  bucket_prefix = var.s3_bucket_name != "" ? null : "${lower(substr(var.name, 0, 30))}-"
  force_destroy = true
  tags          = local.tags
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      kms_master_key_id = var.kms_key_arn != "" ? var.kms_key_arn : null
      sse_algorithm     = var.kms_key_arn != "" ? "aws:kms" : "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "this" {
  bucket     = aws_s3_bucket.this.id
  policy     = data.aws_iam_policy_document.bucket.json
  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket     = aws_s3_bucket.this.id
  depends_on = [aws_s3_bucket_versioning.this]

  rule {
    id     = "processed-data"
    status = "Enabled"

    filter {
      prefix = "processed-data/"
    }

    expiration {
      days = var.data_retention_days
    }
  }

  rule {
    id     = "checkpoints"
    status = "Enabled"

    filter {
      prefix = "checkpoints/"
    }

    expiration {
      days = 7
    }
  }

  rule {
    id     = "leftovers"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    expiration {
      expired_object_delete_marker = true
    }

    noncurrent_version_expiration {
      noncurrent_days = var.data_retention_days
    }
  }

  rule {
    id     = "models"
    status = "Enabled"

    filter {
      prefix = "model-artifacts/"
    }

    transition {
      days          = 30
      storage_class = "INTELLIGENT_TIERING"
    }
  }
}

# Rules of EventBridge may hear of new data.
resource "aws_s3_bucket_notification" "this" {
  bucket      = aws_s3_bucket.this.id
  eventbridge = true
}

resource "aws_s3_bucket_logging" "this" {
  count = var.access_log_bucket_name != "" ? 1 : 0

  bucket        = aws_s3_bucket.this.id
  target_bucket = var.access_log_bucket_name
  target_prefix = "access/"
}

# What the SageMaker containers run. A new text has a new place, so a running execution keeps the scripts it began with.
resource "aws_s3_object" "script" {
  for_each = fileset("${path.module}/files/code", "*.py")

  bucket       = aws_s3_bucket.this.id
  key          = "${local.code_prefix}/${each.value}"
  source       = "${path.module}/files/code/${each.value}"
  source_hash  = filemd5("${path.module}/files/code/${each.value}")
  content_type = "text/x-python"
  tags         = local.tags
  depends_on   = [aws_s3_bucket_policy.this, aws_s3_bucket_versioning.this]
}

# SageMaker refuses an input prefix with nothing under it.
resource "aws_s3_object" "raw_data_readme" {
  bucket       = aws_s3_bucket.this.id
  key          = "raw-data/README.txt"
  source       = "${path.module}/files/raw-data/README.txt"
  source_hash  = filemd5("${path.module}/files/raw-data/README.txt")
  content_type = "text/plain"
  tags         = local.tags
  depends_on   = [aws_s3_bucket_policy.this, aws_s3_bucket_versioning.this]
}
