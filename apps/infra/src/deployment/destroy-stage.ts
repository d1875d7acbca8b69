import { destroyStack } from '@stepmaker/stack-deployer';
import type { StageSession } from './stage-session.ts';

/**
 * Deletes the stacks of a stage, the last deployed first.
 *
 * @returns the exit code
 */
export async function destroyStage({ stacks, confirm, options, request }: StageSession): Promise<number> {
  const { print } = options;
  const stackNames = stacks.inOrder.map(({ stackName }) => stackName).toReversed();
  if (!request.isLocal) print('Runs, endpoints and models of the pipeline end, and its bucket is deleted with all data in it.');
  if (!(await confirm(`Delete ${stackNames.join(', ')}?`))) {
    print('Nothing was deleted');
    return 1;
  }
  for (const stackName of stackNames) await destroyStack({ ...options, stackName });
  return 0;
}
