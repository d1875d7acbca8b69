import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { followRequest, settledStack } from './follow-stack.ts';
import { protectedMessage } from './protected-message.ts';
import { openSession, type SessionOptions } from './session.ts';
import { StackFailedError } from './stack-failed-error.ts';
import { firstFailure } from './stack-failure.ts';

/** A stack to delete. */
export interface DestroyStackOptions extends Omit<SessionOptions, 'confirm'> {
  readonly stackName: string;
}

/**
 * Deletes a stack and prints the events until it is deleted. A stack that does not exist is left at that. Asks nothing.
 *
 * @throws Error when termination protection keeps the stack
 * @throws StackFailedError with the first failure when CloudFormation cannot delete it
 */
export async function destroyStack(options: DestroyStackOptions): Promise<'deleted' | 'absent'> {
  const session = openSession(options);
  const { cloudformation, print, palette } = session;
  const { stackName } = options;
  const stack = await settledStack(session, stackName);
  if (!stack) {
    print(`${stackName}: no such stack`);
    return 'absent';
  }
  if (stack.isProtected) throw new Error(protectedMessage(stackName));
  const { stack: after, events } = await followRequest(session, stack.id, () =>
    cloudformation.send(new DeleteStackCommand({ StackName: stack.id })),
  );
  if (after && after.status !== 'DELETE_COMPLETE') {
    throw new StackFailedError('deleted', stackName, after.status, firstFailure(events));
  }
  print(palette('succeeded', `${stackName}: deleted`));
  return 'deleted';
}
