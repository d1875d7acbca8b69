import { delimiter, join } from 'node:path';
import { awsCliFor } from '../tools/aws-cli.ts';
import { runTool } from '../tools/run-tool.ts';
import type { Flavour, Place } from './flavour.ts';
import { deployedStack } from './stack-outputs.ts';

/** `deploy.sh` and `destroy.sh`, with one of the AWS CLI's versions. */
export function scriptsFlavour(version: 1 | 2): Flavour {
  const stackName = `scripts-flavour-${version}`;
  const script = async (place: Place, name: string, ...args: readonly string[]): Promise<string> => {
    const { toolbox, endpointUrl, workspace, env } = place;
    const bin = await awsCliFor(toolbox.awsCli[version], endpointUrl, workspace);
    const file = join(toolbox.root, 'iac/scripts', name);
    const PATH = `${bin}${delimiter}${env['PATH']}`;
    return (await runTool('bash', [file, '--stack-name', stackName, ...args], { cwd: workspace, env: { ...env, PATH } }))
      .transcript;
  };
  return {
    name: `scripts, AWS CLI ${version}`,
    unavailable: ({ missing }) => missing.awsCli[version] ?? missing.python,

    async deploy(place) {
      return deployedStack(place, stackName, await script(place, 'deploy.sh'));
    },

    async deployAgain(place) {
      const transcript = await script(place, 'deploy.sh');
      if (!transcript.includes('No changes to deploy')) throw new Error(transcript);
      return transcript;
    },

    async destroy(place) {
      return (await script(place, 'destroy.sh', '--yes')) + (await script(place, 'destroy.sh', '--yes'));
    },
  };
}
