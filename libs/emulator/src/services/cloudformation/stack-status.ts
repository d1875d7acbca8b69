/** Whether the background work on a stack continues in this status. A stack in review waits for its first change set. */
export function isUnderWay(status: string): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}
