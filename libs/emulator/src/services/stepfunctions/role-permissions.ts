import type { LoggingConfiguration } from '@aws-sdk/client-sfn';
import { arn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Caller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Call } from '../../core/service.ts';

/** The rules in EventBridge by which Step Functions learns that a job has ended, by the integration that waits for it. */
const MANAGED_RULES: Readonly<Record<string, string>> = {
  'sagemaker:createProcessingJob': 'StepFunctionsGetEventsForSageMakerProcessingJobsRule',
  'sagemaker:createTrainingJob': 'StepFunctionsGetEventsForSageMakerTrainingJobsRule',
  'sagemaker:createTransformJob': 'StepFunctionsGetEventsForSageMakerTransformJobsRule',
  'states:startExecution': 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
};

/**
 * Checks that a role may keep the managed rules that the definition's `.sync` tasks need.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html#connect-iam-sync-async
 * @throws AwsError `AccessDeniedException` in AWS's words
 */
export function requireManagedRules({ aws }: Runtime, caller: Caller, roleArn: string, definition: string, call: Call): void {
  const { region } = call;
  for (const rule of managedRulesOf(definition)) {
    const resource = arn('events', call, `rule/${rule}`);
    for (const action of ['events:PutTargets', 'events:PutRule', 'events:DescribeRule']) {
      if (aws.authorize({ caller, action, resource, region }).allowed) continue;
      throw denied(`'${roleArn}' is not authorized to create managed-rule.`);
    }
  }
}

/** The rules that the `.sync` tasks of a valid definition need, at any depth. */
function managedRulesOf(definition: string): ReadonlySet<string> {
  const rules = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { Type, Resource } = value as { readonly Type?: unknown; readonly Resource?: unknown };
    if (Type === 'Task' && typeof Resource === 'string') {
      const integration = /^arn:[^:]+:states:::(\w+:\w+)\.sync(?::2)?$/u.exec(Resource)?.[1];
      const rule = integration === undefined ? undefined : MANAGED_RULES[integration];
      if (rule !== undefined) rules.add(rule);
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(JSON.parse(definition));
  return rules;
}

/**
 * Permissions of a role for the delivery of logs. Log delivery is not narrowed to resources.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy
 */
const LOG_DELIVERY_ACTIONS = [
  'CreateLogDelivery',
  'GetLogDelivery',
  'UpdateLogDelivery',
  'DeleteLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'DescribeResourcePolicies',
  'DescribeLogGroups',
];

/** Checks that a role may have logs delivered, where there are to be logs. @throws AwsError `AccessDeniedException` in AWS's words */
export function requireLogDelivery({ aws }: Runtime, caller: Caller, { level = 'OFF' }: LoggingConfiguration): void {
  if (level === 'OFF') return;
  for (const name of LOG_DELIVERY_ACTIONS) {
    if (aws.authorize({ caller, action: `logs:${name}`, resource: '*' }).allowed) continue;
    throw denied('The state machine IAM Role is not authorized to access the Log Destination');
  }
}

function denied(message: string): AwsError {
  return new AwsError({ code: 'AccessDeniedException', message });
}
