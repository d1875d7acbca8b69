#!/usr/bin/env bash
# Deploys the pipeline's CloudFormation template with the AWS CLI (version 1 or 2), uploads sample data, and prints what to type next.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
stack_name=${STACK_NAME:-ml-pipeline-stack}
template=$here/../cloudformation/ml-pipeline.yaml
sample_data=yes
dry_run=no
overrides=()

usage() {
  cat <<'USAGE'
Usage: deploy.sh [options]

Deploys the pipeline as a CloudFormation stack, or updates it; run it again at any time. Takes credentials and region as the AWS CLI does.

  --stack-name NAME      the stack (default: $STACK_NAME, or ml-pipeline-stack)
  --bucket NAME          name of the bucket to make; must be free in all of AWS (default: a generated name)
  --threshold X          R2 on unseen data that a model must reach to be deployed (default: 0.7)
  --training-instance-type TYPE   of the training jobs (default: ml.m5.large)
  --endpoint-instance-type TYPE   of the endpoint, billed by the hour (default: ml.t2.medium, or ml.m5.large
                         in a region without T2)
  --email ADDRESS        receives how runs ended
  --parameter KEY=VALUE  any other parameter of the template; may be given more than once
  --template FILE        the template (default: ../cloudformation/ml-pipeline.yaml)
  --no-sample-data       uploads no data: a run without data makes its own sample
  --dry-run              says what would be done, and does nothing
  --help                 this text

Examples:
  ./deploy.sh
  ./deploy.sh --stack-name churn --bucket acme-churn-pipeline --threshold 0.8
  ./deploy.sh --parameter LogRetentionDays=90 --dry-run

Exit codes: 0 deployed, 1 failed, 2 wrong usage.
USAGE
}

fail() {
  printf 'deploy.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

# Options as --name VALUE or --name=VALUE.
while [ $# -gt 0 ]; do
  case $1 in
    --*=*)
      option=${1%%=*}
      value=${1#*=}
      shift
      set -- "$option" "$value" "$@"
      ;;
  esac
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --dry-run) dry_run=yes ;;
    --no-sample-data) sample_data=no ;;
    --stack-name | --bucket | --threshold | --training-instance-type | --endpoint-instance-type | --email | --parameter | --template)
      [ $# -ge 2 ] || fail "$1 needs a value; see --help" 2
      case $1 in
        --stack-name) stack_name=$2 ;;
        --bucket) overrides+=("S3BucketName=$2") ;;
        --threshold) overrides+=("ModelPerformanceThreshold=$2") ;;
        --training-instance-type) overrides+=("TrainingInstanceType=$2") ;;
        --endpoint-instance-type) overrides+=("EndpointInstanceType=$2") ;;
        --email) overrides+=("NotificationEmail=$2") ;;
        --parameter)
          case $2 in
            [A-Za-z]*=*) overrides+=("$2") ;;
            *) fail "--parameter takes KEY=VALUE, was $2" 2 ;;
          esac
          ;;
        --template) template=$2 ;;
      esac
      shift
      ;;
    *) fail "unknown option $1; see --help" 2 ;;
  esac
  shift
done

run() {
  if [ "$dry_run" = yes ]; then
    printf '  would run:'
    printf ' %q' "$@"
    printf '\n'
  else
    "$@"
  fi
}

output() {
  aws cloudformation describe-stacks --stack-name "$stack_name" \
    --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue" --output text
}

command -v aws >/dev/null 2>&1 || fail 'the AWS CLI is not installed: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'
[ -f "$template" ] || fail "no template at $template"

if ! account=$(aws sts get-caller-identity --query Account --output text 2>&1); then
  fail "AWS does not know these credentials: $account"
fi
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
[ -n "$region" ] || fail 'no AWS region is set: set AWS_REGION, or a region in your AWS profile'
export AWS_DEFAULT_REGION="$region" AWS_PAGER=''

printf 'Stack %s, account %s, region %s\n' "$stack_name" "$account" "$region"
printf 'The stack itself costs next to nothing. Each run bills its jobs by the second, and the endpoint it leaves bills every hour until destroy.sh.\n'

status=$(aws cloudformation describe-stacks --stack-name "$stack_name" --query 'Stacks[0].StackStatus' --output text 2>/dev/null || true)
case $status in
  ROLLBACK_COMPLETE | ROLLBACK_FAILED | CREATE_FAILED | DELETE_FAILED)
    fail "the stack $stack_name is $status and takes no update: delete it first, with $here/destroy.sh --stack-name $stack_name"
    ;;
  *_IN_PROGRESS) fail "the stack $stack_name is $status: try again when that has ended" ;;
esac

deploy=(aws cloudformation deploy --stack-name "$stack_name" --template-file "$template" --capabilities CAPABILITY_IAM --no-fail-on-empty-changeset)
[ ${#overrides[@]} -eq 0 ] || deploy+=(--parameter-overrides "${overrides[@]}")
if ! run "${deploy[@]}"; then
  printf 'What went wrong:\n' >&2
  # The first failure is the cause; what follows it was cancelled.
  aws cloudformation describe-stack-events --stack-name "$stack_name" --output text \
    --query "reverse(StackEvents[?ends_with(ResourceStatus, '_FAILED')])[0].[LogicalResourceId, ResourceStatusReason]" >&2 || true
  exit 1
fi

if [ "$dry_run" = yes ]; then
  bucket='<bucket>'
  state_machine_arn='<state machine>'
else
  bucket=$(output BucketName)
  state_machine_arn=$(output StateMachineArn)
fi

input='{}'
if [ "$sample_data" = yes ]; then
  # The test set lies outside raw-data/, so that a run without DatasetUri does not train on it.
  run aws s3 cp --only-show-errors "$here/sample-data/houses.csv" "s3://$bucket/raw-data/houses.csv"
  run aws s3 cp --only-show-errors "$here/sample-data/houses-test.csv" "s3://$bucket/test-data/houses-test.csv"
  input="{\"TargetColumn\": \"medv\", \"TestDatasetUri\": \"s3://$bucket/test-data/houses-test.csv\"}"
fi

cat <<NEXT

Deployed. What to type next:

  # Run the pipeline: process, train, evaluate, judge, deploy, check
  EXECUTION_ARN=\$(aws stepfunctions start-execution --state-machine-arn $state_machine_arn \\
    --name "execution-\$(date +%s)" --input '$input' --query executionArn --output text)

  # How is it?
  aws stepfunctions describe-execution --execution-arn "\$EXECUTION_ARN" --query '[status, error, cause]' --output text

  # Ask the model
  ENDPOINT_NAME=\$(aws cloudformation describe-stacks --stack-name $stack_name \\
    --query "Stacks[0].Outputs[?OutputKey=='EndpointName'].OutputValue" --output text)
  echo '{"instances": [[0.02729, 0.0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03]]}' > request.json
  aws sagemaker-runtime invoke-endpoint --endpoint-name "\$ENDPOINT_NAME" --content-type application/json \\
    --body fileb://request.json prediction.json && cat prediction.json

  # Take everything away again
  $here/destroy.sh --stack-name $stack_name
NEXT
