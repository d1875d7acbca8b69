import { join } from 'node:path';
import { runTool } from '../tools/run-tool.ts';
import type { Flavour, Place } from './flavour.ts';
import { deployedStack } from './stack-outputs.ts';

/** An app of the CDK, deployed with the CDK CLI to an account that was never bootstrapped. */
interface CdkApp {
  readonly name: string;
  /** The folder of its `cdk.json`, in the workspace. */
  readonly folder: string;
  /** What the CLI calls the stack. */
  readonly stack: string;
  readonly stackName: string;
  /** Besides the verb. */
  readonly options: readonly string[];
  /** What must be done once before, and what it adds to the environment. @default - nothing */
  readonly install?: (place: Place) => Promise<Readonly<Record<string, string>>>;
}

/** The same construct from TypeScript and from Python. */
export function cdkFlavour(app: CdkApp): Flavour {
  let installed: Readonly<Record<string, string>> | undefined;
  const cdk = async (place: Place, verb: string, ...options: readonly string[]): Promise<string> => {
    const { root } = place.toolbox;
    installed ??= (await app.install?.(place)) ?? {};
    const args = [verb, app.stack, ...app.options, '--output', join(place.workspace, 'cdk.out'), ...options];
    return (await runTool('cdk', args, { cwd: join(root, app.folder), env: { ...place.env, ...installed } })).transcript;
  };
  return {
    name: app.name,
    unavailable: ({ missing }) => missing.python,
    async deploy(place) {
      return deployedStack(place, app.stackName, await cdk(place, 'deploy', '--require-approval', 'never'));
    },
    async deployAgain(place) {
      const transcript = await cdk(place, 'diff', '--fail');
      if (!/no differences|Number of stacks with differences: 0/.test(transcript)) throw new Error(transcript);
      return transcript;
    },
    async destroy(place) {
      return cdk(place, 'destroy', '--force');
    },
  };
}
