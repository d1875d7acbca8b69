import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { eventLine } from './event-line.ts';
import type { Session } from './session.ts';
import { type DeployedStack, readStack } from './stack.ts';
import { eventsSince, lastEventId } from './stack-events.ts';
import { isInProgress } from './stack-status.ts';

/** Final state of a stack, and the events on the way, the oldest first. */
export interface FollowedStack {
  readonly stack: DeployedStack | undefined;
  readonly events: readonly StackEvent[];
}

/**
 * Prints the events of a stack until CloudFormation has finished with it.
 *
 * @param stackId ARN of the stack
 * @param lastId id of the newest event that is not to be printed
 * @param hasBegun whether the stack's status already shows the work. A request that was just sent shows first in the events
 * @throws Error that says how to look further, once the session's signal is aborted
 */
async function followStack(
  session: Session,
  stackId: string,
  lastId: string | undefined,
  hasBegun = false,
): Promise<FollowedStack> {
  const { cloudformation, print, palette, signal } = session;
  const events: StackEvent[] = [];
  let isVisible = hasBegun;
  try {
    for (;;) {
      signal?.throwIfAborted();
      // The status is read first: after the last status, the events that follow are complete.
      const stack = await readStack(cloudformation, stackId);
      for (const event of await eventsSince(cloudformation, stackId, events.at(-1)?.EventId ?? lastId)) {
        events.push(event);
        print(eventLine(event, palette));
      }
      if (!stack || (isVisible && !isInProgress(stack.status))) return { stack, events };
      isVisible ||= events.some(({ PhysicalResourceId, StackId }) => PhysicalResourceId === StackId);
      await session.pause();
    }
  } catch (error) {
    if (signal?.aborted) print(continuesOn(session, stackId));
    throw error;
  }
}

/**
 * Sends a request that works on a stack, and prints the events until CloudFormation has finished.
 *
 * @param stackId ARN of the stack
 */
export async function followRequest(session: Session, stackId: string, send: () => Promise<unknown>): Promise<FollowedStack> {
  const lastId = await lastEventId(session.cloudformation, stackId);
  await send();
  return followStack(session, stackId, lastId);
}

/** Reads a stack, and waits until CloudFormation has finished with it. Undefined when no such stack exists. */
export async function settledStack(session: Session, stackName: string): Promise<DeployedStack | undefined> {
  const { cloudformation, print } = session;
  let stack = await readStack(cloudformation, stackName);
  if (stack && isInProgress(stack.status)) {
    print(`The stack ${stackName} is ${stack.status}. Waiting until CloudFormation has finished.`);
    ({ stack } = await followStack(session, stack.id, await lastEventId(cloudformation, stack.id), true));
  }
  return stack?.status === 'DELETE_COMPLETE' ? undefined : stack;
}

function continuesOn({ palette }: Session, stackId: string): string {
  const [, , , region = '', , , name = ''] = stackId.split(/[:/]/);
  return palette(
    'warning',
    `CloudFormation continues with the stack ${name}. To see its events:\n` +
      `  aws cloudformation describe-stack-events --stack-name ${name} --region ${region}`,
  );
}
