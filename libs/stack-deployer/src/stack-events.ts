import { type CloudFormationClient, DescribeStackEventsCommand, type StackEvent } from '@aws-sdk/client-cloudformation';

/**
 * Reads the events of a stack that are newer than a given one, the oldest first.
 *
 * @param lastId id of the newest known event. @default - every event is new
 */
export async function eventsSince(
  cloudformation: CloudFormationClient,
  StackName: string,
  lastId?: string,
): Promise<readonly StackEvent[]> {
  const found: StackEvent[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudformation.send(new DescribeStackEventsCommand({ StackName, NextToken }));
    for (const event of page.StackEvents ?? []) {
      if (event.EventId === lastId) return found.reverse();
      found.push(event);
    }
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return found.reverse();
}

/** The id of a stack's newest event. Undefined when it has none. */
export async function lastEventId(cloudformation: CloudFormationClient, StackName: string): Promise<string | undefined> {
  const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents[0]?.EventId;
}
