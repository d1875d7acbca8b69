/** Preparation that a stack needs before a change set can be created for it. */
export type StackNeed = 'nothing' | 'wait' | 'delete' | 'continue-rollback' | 'roll-back';

const NEEDS: readonly (readonly [RegExp, StackNeed])[] = [
  [/^REVIEW_IN_PROGRESS$/, 'nothing'],
  [/_IN_PROGRESS$/, 'wait'],
  [/^(CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED|DELETE_FAILED)$/, 'delete'],
  [/^UPDATE_ROLLBACK_FAILED$/, 'continue-rollback'],
  [/^UPDATE_FAILED$/, 'roll-back'],
];

/**
 * Decides by a stack's status what it needs before it can be deployed.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
export function stackNeed(status: string): StackNeed {
  return NEEDS.find(([pattern]) => pattern.test(status))?.[1] ?? 'nothing';
}

/** Whether CloudFormation works on the stack at the moment. A stack in review waits for its change set. */
export function isInProgress(status: string): boolean {
  return stackNeed(status) === 'wait';
}

/** Whether the last creation or update of a stack succeeded. */
export function isDeployed(status: string): boolean {
  return status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' || status === 'IMPORT_COMPLETE';
}
