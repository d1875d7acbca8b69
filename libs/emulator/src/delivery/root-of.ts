import type { RootCaller } from '../core/caller.ts';
import type { Runtime } from '../core/runtime.ts';

/** The account itself, as which services look up what they need. */
export function rootOf({ account, partition }: Pick<Runtime, 'account' | 'partition'>): RootCaller {
  return { type: 'root', account, arn: `arn:${partition}:iam::${account}:root` };
}
