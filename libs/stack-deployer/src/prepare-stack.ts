import { ContinueUpdateRollbackCommand, DeleteStackCommand, RollbackStackCommand } from '@aws-sdk/client-cloudformation';
import { followRequest, settledStack } from './follow-stack.ts';
import { protectedMessage } from './protected-message.ts';
import type { Session } from './session.ts';
import type { DeployedStack } from './stack.ts';
import { StackFailedError } from './stack-failed-error.ts';
import { firstFailure } from './stack-failure.ts';
import { type StackNeed, stackNeed } from './stack-status.ts';

/** A stack that can be updated, undefined when it must be created, or the answer of a person who declined its repair. */
export type PreparedStack = { readonly stack: DeployedStack | undefined } | 'declined';

type Repair = Exclude<StackNeed, 'nothing' | 'wait'>;

/** Description of each repair, in the words of the question and of the error. */
const REPAIRS: Readonly<Record<Repair, { readonly explain: string; readonly question: string; readonly done: string }>> = {
  delete: {
    explain: 'It cannot be updated. It must be deleted, with all resources that it still has, and created again.',
    question: 'Delete it and create it again?',
    done: 'deleted',
  },
  'continue-rollback': {
    explain: 'Its last update failed, and so did the rollback. The rollback must be completed first (ContinueUpdateRollback).',
    question: 'Continue the rollback?',
    done: 'rolled back',
  },
  'roll-back': {
    explain: 'Its last update failed and was not rolled back. It must be rolled back first (RollbackStack).',
    question: 'Roll it back?',
    done: 'rolled back',
  },
};

/**
 * Brings a stack into a state in which it can be created or updated. Waits for what is in progress, and repairs a stack that failed after asking.
 *
 * @throws StackFailedError when the repair fails
 */
export async function prepareStack(session: Session, stackName: string): Promise<PreparedStack> {
  const { print, palette, confirm } = session;
  const stack = await settledStack(session, stackName);
  if (!stack || stack.status === 'REVIEW_IN_PROGRESS') return { stack: undefined };
  const need = stackNeed(stack.status);
  if (need === 'nothing' || need === 'wait') return { stack };
  const { explain, question, done } = REPAIRS[need];
  const reason = stack.statusReason ? ` (${stack.statusReason})` : '';
  print(palette('warning', `The stack ${stackName} is ${stack.status}${reason}. ${explain}`));
  if (need === 'delete' && stack.isProtected) throw new Error(protectedMessage(stackName));
  if (!(await confirm(question))) return 'declined';
  const { stack: after, events } = await followRequest(session, stack.id, () => repair(session, need, stack.id));
  if (!after || after.status === 'DELETE_COMPLETE') return { stack: undefined };
  if (stackNeed(after.status) !== 'nothing') throw new StackFailedError(done, stackName, after.status, firstFailure(events));
  return { stack: after };
}

async function repair({ cloudformation }: Session, need: Repair, StackName: string): Promise<void> {
  switch (need) {
    case 'delete':
      await cloudformation.send(new DeleteStackCommand({ StackName }));
      return;
    case 'continue-rollback':
      await cloudformation.send(new ContinueUpdateRollbackCommand({ StackName }));
      return;
    case 'roll-back':
      await cloudformation.send(new RollbackStackCommand({ StackName }));
      return;
  }
}
