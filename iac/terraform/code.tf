# Made from the CDK app by `npx nx run iac:generate`; changes belong there.

locals {
  code_prefix = "code/3ce0c3988613"
}
