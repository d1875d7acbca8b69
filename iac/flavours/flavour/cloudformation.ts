import { join } from 'node:path';
import { runTool } from '../tools/run-tool.ts';
import type { Flavour, Place } from './flavour.ts';
import { deployedStack } from './stack-outputs.ts';

const STACK = 'cloudformation-flavour';

/** The published template and the recipe's own commands, with the AWS CLI. */
export const cloudformation: Flavour = {
  name: 'cloudformation',
  unavailable: ({ missing }) => missing.python,

  async deploy(place) {
    const created = await aws(
      place,
      'create-stack',
      ...templateOf(place),
      '--parameters',
      'ParameterKey=S3BucketName,ParameterValue=cloudformation-flavour-bucket',
    );
    const waited = await aws(place, 'wait', 'stack-create-complete');
    return deployedStack(place, STACK, created + waited);
  },

  async deployAgain(place) {
    const { transcript } = await runTool(
      'aws',
      [
        'cloudformation',
        'update-stack',
        '--stack-name',
        STACK,
        ...templateOf(place),
        '--parameters',
        'ParameterKey=S3BucketName,UsePreviousValue=true',
      ],
      { ...place, accepted: [254, 255] },
    );
    if (!transcript.includes('No updates are to be performed')) throw new Error(transcript);
    return transcript;
  },

  async destroy(place) {
    return (await aws(place, 'delete-stack')) + (await aws(place, 'wait', 'stack-delete-complete'));
  },
};

function templateOf({ toolbox }: Place): readonly string[] {
  const file = join(toolbox.root, 'iac/cloudformation/ml-pipeline.yaml');
  return ['--template-body', `file://${file}`, '--capabilities', 'CAPABILITY_IAM'];
}

async function aws(place: Place, ...args: readonly string[]): Promise<string> {
  const words = args[0] === 'wait' ? args.slice(0, 2) : args.slice(0, 1);
  return (await runTool('aws', ['cloudformation', ...words, '--stack-name', STACK, ...args.slice(words.length)], place))
    .transcript;
}
