import { join } from 'node:path';
import { runTool } from '../tools/run-tool.ts';
import type { Flavour, Place } from './flavour.ts';
import { deployedStack } from './stack-outputs.ts';

const STACK = 'scripts-flavour';

/** `deploy.sh` and `destroy.sh`. */
export const scripts: Flavour = {
  name: 'scripts',
  unavailable: ({ missing }) => missing.python,

  async deploy(place) {
    return deployedStack(place, STACK, await script(place, 'deploy.sh'));
  },

  async deployAgain(place) {
    const transcript = await script(place, 'deploy.sh');
    if (!transcript.includes('No changes to deploy')) throw new Error(transcript);
    return transcript;
  },

  async destroy(place) {
    return script(place, 'destroy.sh', '--yes');
  },
};

async function script(place: Place, name: string, ...args: readonly string[]): Promise<string> {
  const file = join(place.toolbox.root, 'iac/scripts', name);
  return (await runTool('bash', [file, '--stack-name', STACK, ...args], place)).transcript;
}
