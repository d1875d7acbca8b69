# Made from the CDK app by `npx nx run iac:generate`; changes belong there.

locals {
  code_prefix = "code/bd3709b76b5b"
}
