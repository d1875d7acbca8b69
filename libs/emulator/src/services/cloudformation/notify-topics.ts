import type { Runtime } from '../../core/runtime.ts';
import type { EventRecord, StackRecord } from './stack-store.ts';

/**
 * Publishes an event of a stack to the topics that the stack was given. A topic that does not take it stops nothing.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-describing-stacks.html
 */
export function notifyTopics(
  { aws, log }: Runtime,
  stack: StackRecord,
  event: EventRecord,
  caller: Parameters<typeof aws.call>[3]['caller'],
): void {
  const { account } = caller;
  const lines: Readonly<Record<string, string | undefined>> = {
    StackId: stack.id,
    Timestamp: new Date(event.timestampMillis).toISOString(),
    EventId: event.id,
    LogicalResourceId: event.logicalId,
    Namespace: account,
    PhysicalResourceId: event.physicalId ?? '',
    PrincipalId: account,
    ResourceProperties: event.properties ?? 'null',
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason ?? '',
    ResourceType: event.type,
    StackName: stack.name,
    ClientRequestToken: event.clientRequestToken ?? 'null',
  };
  const Message = `${Object.entries(lines)
    .map(([name, value]) => `${name}='${value}'`)
    .join('\n')}\n`;
  for (const TopicArn of stack.notificationArns) {
    aws
      .call('sns', 'Publish', { TopicArn, Subject: 'AWS CloudFormation Notification', Message }, { caller, region: stack.region })
      .catch((error: Error) =>
        log('warn', `cloudformation: ${TopicArn} did not receive an event of ${stack.name}: ${error.message}`),
      );
  }
}
