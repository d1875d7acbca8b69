#!/usr/bin/env bash
# Deletes the pipeline's stack and everything that its runs have made, with the AWS CLI (version 1 or 2).
set -euo pipefail

stack_name=${STACK_NAME:-ml-pipeline-stack}
confirmed=no
dry_run=no

usage() {
  cat <<'USAGE'
Usage: destroy.sh [options]

Deletes the stack. On its way out the stack stops its executions and jobs, deletes its endpoints, their configurations and models, and
empties its bucket: data, models and reports go. A stack that is not there is fine. Takes credentials and region as the AWS CLI does.

  --stack-name NAME  the stack (default: $STACK_NAME, or ml-pipeline-stack)
  --yes              does not ask
  --dry-run          says what would be deleted, and deletes nothing
  --help             this text

Examples:
  ./destroy.sh --dry-run
  ./destroy.sh --stack-name churn --yes

Exit codes: 0 gone, 1 failed or not confirmed, 2 wrong usage.
USAGE
}

fail() {
  printf 'destroy.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

while [ $# -gt 0 ]; do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --yes | -y) confirmed=yes ;;
    --dry-run) dry_run=yes ;;
    --stack-name)
      [ $# -ge 2 ] || fail "$1 needs a value; see --help" 2
      stack_name=$2
      shift
      ;;
    --stack-name=*) stack_name=${1#*=} ;;
    *) fail "unknown option $1; see --help" 2 ;;
  esac
  shift
done

command -v aws >/dev/null 2>&1 || fail 'the AWS CLI is not installed: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'
if ! account=$(aws sts get-caller-identity --query Account --output text 2>&1); then
  fail "AWS does not know these credentials: $account"
fi
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
[ -n "$region" ] || fail 'no AWS region is set: set AWS_REGION, or a region in your AWS profile'
export AWS_DEFAULT_REGION="$region" AWS_PAGER=''

describe() {
  aws cloudformation describe-stacks --stack-name "$stack_name" --query "$1" --output text
}

if ! status=$(describe 'Stacks[0].StackStatus' 2>&1); then
  case $status in
    *'does not exist'*)
      printf 'No stack %s in account %s, region %s: nothing to delete.\n' "$stack_name" "$account" "$region"
      exit 0
      ;;
  esac
  fail "$status"
fi

if [ "$(describe 'Stacks[0].EnableTerminationProtection' || true)" = True ]; then
  fail "the stack $stack_name is protected: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name $stack_name lifts that"
fi

# Text output says None where the stack has no such output.
bucket=$(describe "Stacks[0].Outputs[?OutputKey=='BucketName'].OutputValue | [0]" || true)
printf 'Stack %s (%s), account %s, region %s\n' "$stack_name" "$status" "$account" "$region"
case $bucket in
  '' | None) ;;
  *) printf 'Its bucket %s, the endpoints, models and jobs of its runs:\n%s\n' "$bucket" "$(aws s3 ls "s3://$bucket" --recursive --summarize 2>/dev/null | tail -2 || true)" ;;
esac

if [ "$dry_run" = yes ]; then
  printf '  would run: aws cloudformation delete-stack --stack-name %q\n' "$stack_name"
  exit 0
fi

if [ "$confirmed" != yes ]; then
  [ -t 0 ] || fail 'no terminal to ask for confirmation; pass --yes to delete without asking'
  printf 'Delete all of it? This cannot be undone. Type the name of the stack: '
  read -r answer
  [ "$answer" = "$stack_name" ] || fail 'not confirmed; nothing was deleted'
fi

aws cloudformation delete-stack --stack-name "$stack_name"
printf 'Deleting; endpoints take some minutes.\n'
if ! aws cloudformation wait stack-delete-complete --stack-name "$stack_name"; then
  printf 'What went wrong:\n' >&2
  aws cloudformation describe-stack-events --stack-name "$stack_name" --output text \
    --query "StackEvents[?ResourceStatus=='DELETE_FAILED'] | [0].[LogicalResourceId, ResourceStatusReason]" >&2 || true
  exit 1
fi
printf 'Gone: %s.\n' "$stack_name"
