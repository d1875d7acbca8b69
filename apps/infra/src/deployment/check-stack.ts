import type { DeployedStack } from './deployed-stacks.ts';

/** What to do about a stack in a state in which AWS takes no update, by a pattern of its status. */
const REMEDIES: readonly (readonly [RegExp, (stackName: string) => string])[] = [
  [
    /^ROLLBACK_(COMPLETE|FAILED)$/,
    () => 'its creation failed, and it can only be deleted: "nx destroy infra", then deploy again',
  ],
  [/^DELETE_FAILED$/, () => 'its deletion failed: see why, mend it, and "nx destroy infra" again'],
  [
    /^UPDATE_ROLLBACK_FAILED$/,
    (name) =>
      `its update could not be undone: "aws cloudformation continue-update-rollback --stack-name ${name}", then deploy again`,
  ],
  [/_IN_PROGRESS$/, () => 'somebody is at work on it: wait until that has ended'],
];

/**
 * Whether a stack can be deployed to.
 *
 * @returns why not, and what to do; nothing when it can
 */
export function checkStack(stackName: string, stack: DeployedStack | undefined): readonly string[] {
  if (!stack) return [];
  const [, remedy] = REMEDIES.find(([pattern]) => pattern.test(stack.status)) ?? [];
  if (!remedy || stack.status === 'REVIEW_IN_PROGRESS') return [];
  const reason = stack.statusReason ? ` (${stack.statusReason})` : '';
  return [`The stack ${stackName} is ${stack.status}${reason}: ${remedy(stackName)}`];
}
