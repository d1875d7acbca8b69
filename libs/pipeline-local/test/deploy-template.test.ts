import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type Emulator, startEmulator } from '@stepmaker/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployTemplate } from '../src/deploy-template.ts';

describe('deployTemplate', () => {
  let directory: string;
  let emulator: Emulator;
  let cloudformation: CloudFormationClient;
  const template = (resource: object): string =>
    JSON.stringify({ Resources: { Topic: resource }, Outputs: { Name: { Value: { 'Fn::GetAtt': ['Topic', 'TopicName'] } } } });
  const topic = (name: string): string => template({ Type: 'AWS::SNS::Topic', Properties: { TopicName: name } });

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'stepmaker-deploy-'));
    emulator = await startEmulator({ port: 0, dataDir: directory });
    cloudformation = new CloudFormationClient({
      endpoint: emulator.endpointUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
  });
  afterAll(async () => {
    cloudformation.destroy();
    await emulator.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('creates a stack, leaves it alone when nothing has changed, and updates it when something has', async () => {
    const stack = { cloudformation, stackName: 'deployed' };

    expect(await deployTemplate({ ...stack, templateBody: topic('first') })).toEqual({ Name: 'first' });
    expect(await deployTemplate({ ...stack, templateBody: topic('first') })).toEqual({ Name: 'first' });
    expect(await deployTemplate({ ...stack, templateBody: topic('second') })).toEqual({ Name: 'second' });
  });

  it('says which resource failed and why, and deploys over the ruins', async () => {
    const stack = { cloudformation, stackName: 'broken' };
    const broken = template({ Type: 'AWS::SNS::Topic', Properties: { TopicName: 'no such name!' } });

    await expect(deployTemplate({ ...stack, templateBody: broken })).rejects.toThrow(
      /The stack broken could not be deployed \(ROLLBACK_COMPLETE\): Topic: .*/s,
    );
    expect(await deployTemplate({ ...stack, templateBody: topic('fixed') })).toEqual({ Name: 'fixed' });
  });

  it('stops waiting when its signal is aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));

    await expect(deployTemplate({ cloudformation, stackName: 'never', templateBody: topic('never'), signal })).rejects.toThrow(
      'enough',
    );
  });
});
