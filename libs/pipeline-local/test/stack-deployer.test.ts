import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  ListChangeSetsCommand,
  UpdateTerminationProtectionCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Emulator, startEmulator } from '@stepmaker/emulator';
import { type DeployStackOptions, deployStack, destroyStack, diffStack, readStack } from '@stepmaker/stack-deployer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let directory: string;
let emulator: Emulator;
let cloudformation: CloudFormationClient;
let s3: S3Client;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'stepmaker-deployer-'));
  emulator = await startEmulator({ port: 0, dataDir: directory });
  const config = {
    endpoint: emulator.endpointUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  cloudformation = new CloudFormationClient(config);
  s3 = new S3Client({ ...config, forcePathStyle: true });
});
afterAll(async () => {
  cloudformation.destroy();
  s3.destroy();
  await emulator.close();
  rmSync(directory, { recursive: true, force: true });
});

const topic = (TopicName: string, DisplayName = 'shown'): object => ({
  Type: 'AWS::SNS::Topic',
  Properties: { TopicName, DisplayName },
});
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const BROKEN_NAME = 'no such name!';
const body = (Resources: object, Outputs: object = {}): string => JSON.stringify({ Resources, Outputs });

/** A deployment that writes down what it prints and asks, and answers with `answer`. */
function deployment(stackName: string, templateBody: string, answer = true) {
  const printed: string[] = [];
  const asked: string[] = [];
  const options = {
    cloudformation,
    stackName,
    templateBody,
    pollIntervalMillis: 20,
    print: (text) => printed.push(text),
    confirm: async (question) => {
      asked.push(question);
      return answer;
    },
  } satisfies DeployStackOptions;
  return { options, printed, asked, output: () => printed.join('\n') };
}

async function changeSetCount(StackName: string): Promise<number> {
  const { Summaries = [] } = await cloudformation.send(new ListChangeSetsCommand({ StackName }));
  return Summaries.filter(({ ExecutionStatus }) => ExecutionStatus !== 'EXECUTE_COMPLETE').length;
}

describe('deployStack', () => {
  it('creates a stack after its review, with the events in their order', async () => {
    const { options, asked, output } = deployment('created', body({ Topic: topic('created') }, { Name: { Value: 'x' } }));

    const outcome = await deployStack(options);

    expect(outcome).toEqual({ status: 'deployed', outputs: { Name: 'x' } });
    expect(asked).toEqual(['Deploy these changes to created?']);
    const withoutTimes = output().replaceAll(/^\d\d:\d\d:\d\d/gm, 'hh:mm:ss');
    expect(withoutTimes).toMatchInlineSnapshot(`
      "created (new stack)
        Resources
          + Topic  AWS::SNS::Topic
        Outputs
          + Name: x
        Resources: 1 to add, 0 to change, 0 to replace, 0 to remove.
      hh:mm:ss  CREATE_IN_PROGRESS            created  AWS::CloudFormation::Stack
      hh:mm:ss  CREATE_IN_PROGRESS            Topic  AWS::SNS::Topic
      hh:mm:ss  CREATE_IN_PROGRESS            Topic  AWS::SNS::Topic  Resource creation Initiated
      hh:mm:ss  CREATE_COMPLETE               Topic  AWS::SNS::Topic
      hh:mm:ss  CREATE_COMPLETE               created  AWS::CloudFormation::Stack
      created: deployed (CREATE_COMPLETE)
      Outputs of created
        Name  x"
    `);
  });

  it('ends well when nothing changes, asks nothing and leaves no change set', async () => {
    const templateBody = body({ Topic: topic('same') });
    await deployStack(deployment('same', templateBody).options);
    const { options, asked, output } = deployment('same', templateBody);

    const { status } = await deployStack(options);

    expect({ status, asked, output: output() }).toEqual({ status: 'unchanged', asked: [], output: 'same: no changes' });
    expect(await changeSetCount('same')).toBe(0);
  });

  it('shows what an update changes, replaces and removes, and gives and takes away', async () => {
    const role = (Action: string): object => ({
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: TRUST,
        Policies: [
          { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } },
        ],
      },
    });
    const before = { Kept: topic('kept'), Renamed: topic('old-name'), Gone: topic('gone'), Role: role('sns:Publish') };
    const after = { Kept: topic('kept', 'other'), Renamed: topic('new-name'), Role: role('sns:*') };
    await deployStack(deployment('updated', body(before)).options);
    const { options, output } = deployment('updated', body(after, { Ref: { Value: { Ref: 'Kept' } } }), false);

    const { status } = await deployStack(options);

    expect(status).toBe('declined');
    expect(output()).toMatchInlineSnapshot(`
      "updated
        Resources
          ~ Kept  AWS::SNS::Topic
              Properties/DisplayName: shown → other
          ± Renamed  AWS::SNS::Topic (replaced)
              Properties/TopicName: old-name → new-name (requires replacement)
        ! ~ Role  AWS::IAM::Role
              Properties/Policies/0/PolicyDocument/Statement/0/Action: sns:Publish → sns:*
          - Gone  AWS::SNS::Topic
        IAM statements
        ! - Role: Allow sns:Publish on *
        ! + Role: Allow sns:* on *
        Outputs
          + Ref: \${Kept}
        Resources: 0 to add, 2 to change, 1 to replace, 1 to remove."
    `);
    expect(await changeSetCount('updated')).toBe(0);
  });

  it('removes the change set of a declined creation, and the stack that was only there for it', async () => {
    const { options } = deployment('declined', body({ Topic: topic('declined') }), false);

    expect(await deployStack(options)).toEqual({ status: 'declined', outputs: {} });

    expect(await readStack(cloudformation, 'declined')).toBeUndefined();
  });

  it('keeps deployed parameters that are named so, and gives the others their default', async () => {
    const template = (DisplayName: string) =>
      JSON.stringify({
        Parameters: { Kept: { Type: 'String', Default: 'a' }, Other: { Type: 'String', Default: 'b' } },
        Resources: { Topic: topic('parameters', DisplayName) },
      });
    await deployStack({ ...deployment('parameters', template('one')).options, parameters: { Kept: 'x', Other: 'y' } });
    const { options, output } = deployment('parameters', template('two'));

    await deployStack({ ...options, keptParameters: ['Kept', 'Unknown'] });

    expect((await readStack(cloudformation, 'parameters'))?.parameters).toEqual({ Kept: 'x', Other: 'b' });
    expect(output()).toContain('~ Other: y → b');
  });

  it('names the first failure of a creation, and deletes the stack before the next one after asking', async () => {
    const broken = deployment('broken', body({ Topic: topic(BROKEN_NAME), Later: { ...topic('later'), DependsOn: 'Topic' } }));
    await expect(deployStack(broken.options)).rejects.toMatchObject({
      name: 'StackFailedError',
      status: 'ROLLBACK_COMPLETE',
      failure: { logicalId: 'Topic', reason: expect.stringContaining('Invalid parameter') },
    });
    const { options: declined } = deployment('broken', body({ Topic: topic('fixed') }), false);
    expect((await deployStack(declined)).status).toBe('declined');
    expect((await readStack(cloudformation, 'broken'))?.status).toBe('ROLLBACK_COMPLETE');
    const fixed = deployment('broken', body({ Topic: topic('fixed') }));

    expect((await deployStack(fixed.options)).status).toBe('deployed');

    expect(fixed.asked).toEqual(['Delete it and create it again?', 'Deploy these changes to broken?']);
    expect(fixed.printed[0]).toMatch(/^The stack broken is ROLLBACK_COMPLETE.*It must be deleted/);
  });

  it('completes the rollback of an update that could not be rolled back', async () => {
    const Bucket = 'definitions-of-the-stuck-stack';
    await s3.send(new CreateBucketCommand({ Bucket }));
    const put = (Key: string) =>
      s3.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body: JSON.stringify({ Comment: Key, StartAt: 'A', States: { A: { Type: 'Succeed' } } }),
        }),
      );
    await Promise.all([put('old.json'), put('new.json')]);
    const template = (Key: string, topicName: string): string =>
      body({
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, DefinitionS3Location: { Bucket, Key } },
        },
        Topic: { ...topic(topicName), DependsOn: 'Machine' },
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: TRUST,
          },
        },
      });
    await deployStack(deployment('stuck', template('old.json', 'stuck')).options);
    // The former definition is gone, so the state machine cannot be brought back to it.
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'old.json' }));
    const failing = deployment('stuck', template('new.json', BROKEN_NAME));
    await expect(deployStack(failing.options)).rejects.toMatchObject({
      status: 'UPDATE_ROLLBACK_FAILED',
      failure: { logicalId: 'Topic' },
    });
    await expect(deployStack(deployment('stuck', template('new.json', 'stuck')).options)).rejects.toThrow(
      /^The stack stuck could not be rolled back \(UPDATE_ROLLBACK_FAILED\): Machine: /,
    );
    await put('old.json');
    const repaired = deployment('stuck', template('new.json', 'stuck'));

    expect((await deployStack(repaired.options)).status).toBe('deployed');

    expect(repaired.asked).toEqual(['Continue the rollback?', 'Deploy these changes to stuck?']);
    expect((await readStack(cloudformation, 'stuck'))?.status).toBe('UPDATE_COMPLETE');
  });

  it('waits for a deployment that somebody else has started', async () => {
    const templateBody = body({ Topic: topic('busy') });
    await cloudformation.send(new CreateStackCommand({ StackName: 'busy', TemplateBody: templateBody }));

    expect((await deployStack(deployment('busy', templateBody).options)).status).toBe('unchanged');
  });

  it('says how to look further when it is interrupted, and leaves CloudFormation at work', async () => {
    const interruption = new AbortController();
    const { options, output } = deployment('interrupted', body({ Topic: topic('interrupted') }));
    const print = (text: string): void => {
      options.print(text);
      if (text.includes('CREATE_IN_PROGRESS')) interruption.abort(new Error('enough'));
    };

    await expect(deployStack({ ...options, print, signal: interruption.signal })).rejects.toThrow('enough');

    expect(output()).toContain('CloudFormation continues with the stack interrupted. To see its events:');
    expect(output()).toContain('aws cloudformation describe-stack-events --stack-name interrupted --region us-east-1');
    await waitUntilStackCreateComplete({ client: cloudformation, maxWaitTime: 300, minDelay: 1 }, { StackName: 'interrupted' });
  });

  it('refuses a template that CloudFormation does not take in a request', async () => {
    const { options } = deployment('large', body({ Topic: topic('large', 'x'.repeat(51_200)) }));

    await expect(deployStack(options)).rejects.toThrow(
      /^The template of large has \d+ bytes. CloudFormation takes at most 51200/,
    );
  });
});

describe('diffStack', () => {
  it('shows the changes of a stack, and leaves the stack and no change set', async () => {
    await deployStack(deployment('compared', body({ Topic: topic('compared') })).options);
    const { options, output } = deployment('compared', body({ Topic: topic('compared', 'other') }));

    await diffStack(options);

    expect(output()).toMatchInlineSnapshot(`
      "compared
        Resources
          ~ Topic  AWS::SNS::Topic
              Properties/DisplayName: shown → other
        Resources: 0 to add, 1 to change, 0 to replace, 0 to remove."
    `);
    expect(await changeSetCount('compared')).toBe(0);
    expect((await readStack(cloudformation, 'compared'))?.status).toBe('CREATE_COMPLETE');
  });

  it('compares the templates without a stack, and creates none', async () => {
    const { options } = deployment('nowhere', body({ Topic: topic('nowhere') }));

    expect(await diffStack(options)).toMatchObject({ isNew: true, resources: [{ action: 'add', logicalId: 'Topic' }] });

    await expect(cloudformation.send(new DescribeStacksCommand({ StackName: 'nowhere' }))).rejects.toThrow('does not exist');
  });
});

describe('destroyStack', () => {
  it('deletes a stack and prints the events', async () => {
    await deployStack(deployment('deleted', body({ Topic: topic('deleted') })).options);
    const { options, output } = deployment('deleted', '');

    expect(await destroyStack(options)).toBe('deleted');

    expect(output()).toMatch(/DELETE_IN_PROGRESS +Topic[\s\S]*DELETE_COMPLETE +Topic[\s\S]*DELETE_COMPLETE +deleted/);
    expect(await destroyStack(options)).toBe('absent');
  });

  it('respects termination protection, which a deployment can turn on', async () => {
    const { options } = deployment('protected', body({ Topic: topic('protected') }));
    await deployStack({ ...options, terminationProtection: true });

    await expect(destroyStack(options)).rejects.toThrow(
      /^The stack protected has termination protection.*\n.*--no-enable-termination-protection --stack-name protected$/,
    );

    await cloudformation.send(
      new UpdateTerminationProtectionCommand({ StackName: 'protected', EnableTerminationProtection: false }),
    );
    expect(await destroyStack(options)).toBe('deleted');
  });
});
