import type { Target } from '@aws-sdk/client-eventbridge';
import { notServed } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import { isServedTarget } from '../../delivery/deliver.ts';
import { validation } from './errors.ts';

/** Members of a target that are served; others belong to targets that are not. */
const SERVED_MEMBERS = new Set([
  'Arn',
  'DeadLetterConfig',
  'Id',
  'Input',
  'InputPath',
  'InputTransformer',
  'RetryPolicy',
  'RoleArn',
  'SqsParameters',
]);

/** Checks a target of a rule. @throws AwsError where EventBridge rejects it, or where it is not served */
export function checkTarget(target: Target, ruleArn: string, runtime: Runtime): void {
  const { Id = '', Arn = '', RoleArn, Input, InputPath, InputTransformer } = target;
  if (!/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+/u.test(Arn))
    throw validation(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format for target ${Id}.`);
  if (!isServedTarget(runtime, Arn)) throw notServed(`The EventBridge target ${Arn}`);
  const unknown = Object.entries(target).find(([name, value]) => value !== undefined && !SERVED_MEMBERS.has(name));
  if (unknown !== undefined) throw notServed(`EventBridge's ${unknown[0]} of a target`);
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1)
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  if (InputPath !== undefined && !InputPath.startsWith('$')) throw validation(`Invalid InputPath for target ${Id}.`);
  if (Arn.includes(':states:') && RoleArn === undefined) throw validation(`RoleArn is required for target ${Arn}.`);
  if (RoleArn === undefined) return;
  try {
    runtime.aws.assumeRole(RoleArn, 'events', 'events.amazonaws.com', ruleArn);
  } catch {
    throw validation(`Provided role '${RoleArn}' cannot be assumed by principal 'events.amazonaws.com'.`);
  }
}
