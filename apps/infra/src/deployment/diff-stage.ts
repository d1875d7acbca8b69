import { diffStack, readStack } from '@stepmaker/stack-deployer';
import { isBefore } from './planned-stacks.ts';
import { coreParameters, printCost } from './print-cost.ts';
import { outputsForCore, stackSource } from './stack-source.ts';
import type { StageSession } from './stage-session.ts';

/**
 * Shows what a deployment of a stage would change, stack by stack, and changes nothing.
 *
 * @returns the exit code
 */
export async function diffStage(session: StageSession): Promise<number> {
  const { request, stacks, options } = session;
  if (!request.isLocal) printCost(session, await coreParameters(session));
  const handed: Record<string, string> = {};
  for (const stack of stacks.inOrder) {
    await diffStack({ ...options, ...stackSource(session, stack, handed) });
    if (!isBefore(stack, stacks.core)) continue;
    Object.assign(handed, outputsForCore((await readStack(options.cloudformation, stack.stackName))?.outputs ?? {}));
  }
  return 0;
}
