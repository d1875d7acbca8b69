import { runTool } from '../tools/run-tool.ts';
import type { Deployed, Place } from './flavour.ts';

/** Outputs and resources of a deployed CloudFormation stack, read with the AWS CLI. */
export async function deployedStack(place: Place, name: string, transcript: string): Promise<Deployed> {
  const { stdout } = await runTool(
    'aws',
    ['cloudformation', 'describe-stacks', '--stack-name', name, '--query', 'Stacks[0].Outputs'],
    place,
  );
  const outputs = new Map(
    (JSON.parse(stdout) as { readonly OutputKey: string; readonly OutputValue: string }[]).map(({ OutputKey, OutputValue }) => [
      OutputKey,
      OutputValue,
    ]),
  );
  const output = (key: string): string => {
    const value = outputs.get(key);
    if (value === undefined) throw new Error(`The stack ${name} has no output ${key}; it has ${[...outputs.keys()].join(', ')}`);
    return value;
  };
  return {
    name,
    transcript,
    stateMachineArn: output('StateMachineArn'),
    bucketName: output('BucketName'),
    topicArn: output('TopicArn'),
    executionRoleArn: output('ExecutionRoleArn'),
    endpointName: output('EndpointName'),
  };
}
