import { execFileSync } from 'node:child_process';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DeleteModelCommand,
  DescribeModelCommand,
  ListEndpointsCommand,
  UpdateEndpointCommand,
  UpdateEndpointWeightsAndCapacitiesCommand,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, InvokeEndpointWithResponseStreamCommand } from '@aws-sdk/client-sagemaker-runtime';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, ROLE_ARN, SCIKIT_IMAGE, TestJobs } from './test-jobs.ts';

/** Answers with the type and the length of the request, and with separate attributes. */
const INFERENCE = `
import flask, json
def model_fn(model_dir):
    return 'model'
def transform_fn(model, content, content_type, accept):
    attributes = {'X-Amzn-SageMaker-Custom-Attributes': 'answered'}
    return flask.Response(json.dumps({'length': len(content), 'type': content_type}), mimetype='application/json', headers=attributes)
`;

let testJobs: TestJobs;

beforeAll(async () => {
  testJobs = await TestJobs.open();
  const archive = execFileSync('python3', [
    '-c',
    `import io, sys, tarfile
out = tarfile.open(fileobj=sys.stdout.buffer, mode='w|gz')
text = sys.argv[1].encode()
info = tarfile.TarInfo('code/inference.py'); info.size = len(text); out.addfile(info, io.BytesIO(text))
out.close()`,
    INFERENCE,
  ]);
  await testJobs.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'model.tar.gz', Body: new Uint8Array(archive) }));
  for (const ModelName of ['served', 'short-lived']) await createModel(ModelName);
  await createConfig('served');
  await createConfig('short-lived');
  await createEndpoint('served');
  await testJobs.endpoint('served');
});
afterAll(() => testJobs[Symbol.asyncDispose]());

const createModel = (ModelName: string, more: object = {}) =>
  testJobs.sagemaker.send(
    new CreateModelCommand({
      ModelName,
      ExecutionRoleArn: ROLE_ARN,
      PrimaryContainer: {
        Image: SCIKIT_IMAGE,
        ModelDataUrl: `s3://${BUCKET}/model.tar.gz`,
        Environment: { SAGEMAKER_PROGRAM: 'inference.py', SAGEMAKER_SUBMIT_DIRECTORY: '/opt/ml/model/code' },
        ...more,
      },
    }),
  );
const createConfig = (ModelName: string, more: object = {}) =>
  testJobs.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: ModelName,
      ProductionVariants: [{ VariantName: 'all', ModelName, InstanceType: 'ml.t2.medium', InitialInstanceCount: 1, ...more }],
    }),
  );
const createEndpoint = (EndpointName: string, EndpointConfigName = EndpointName, more: object = {}) =>
  testJobs.sagemaker.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName, ...more }));
const refused = (message: string) => ({ name: 'ValidationException', message });
const arn = (name: string) => `arn:aws:sagemaker:us-east-1:000000000000:endpoint/${name}`;

describe('DescribeModel', () => {
  it('shows the data of the container as its source, and the defaults', async () => {
    expect(await testJobs.sagemaker.send(new DescribeModelCommand({ ModelName: 'served' }))).toMatchObject({
      PrimaryContainer: {
        Mode: 'SingleModel',
        ModelDataSource: {
          S3DataSource: { S3Uri: `s3://${BUCKET}/model.tar.gz`, S3DataType: 'S3Object', CompressionType: 'Gzip' },
        },
      },
      EnableNetworkIsolation: false,
    });
  });
});

describe('CreateModel', () => {
  it('refuses a role that may not read the data of the model', async () => {
    const trust = { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    await testJobs.call('iam', 'CreateRole', { RoleName: 'reads-nothing', AssumeRolePolicyDocument });
    const create = new CreateModelCommand({
      ModelName: 'unread',
      ExecutionRoleArn: 'arn:aws:iam::000000000000:role/reads-nothing',
      PrimaryContainer: { Image: SCIKIT_IMAGE, ModelDataUrl: `s3://${BUCKET}/model.tar.gz` },
    });

    await expect(testJobs.sagemaker.send(create)).rejects.toThrow(`Could not access model data at s3://${BUCKET}/model.tar.gz.`);
  });
});

describe('an endpoint', () => {
  it('is not created from a configuration whose model has been deleted', async () => {
    await testJobs.sagemaker.send(new DeleteModelCommand({ ModelName: 'short-lived' }));

    await expect(createEndpoint('short-lived')).rejects.toMatchObject(
      refused('Could not find model "arn:aws:sagemaker:us-east-1:000000000000:model/short-lived".'),
    );
  });

  it('has no deployment configuration here', async () => {
    const DeploymentConfig = { AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] } };
    const update = new UpdateEndpointCommand({ EndpointName: 'served', EndpointConfigName: 'served', DeploymentConfig });

    await expect(createEndpoint('guarded', 'served', { DeploymentConfig })).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(testJobs.sagemaker.send(update)).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  it('fails where its model has neither data nor a program, and names the health check', async () => {
    await createModel('empty', { ModelDataUrl: undefined, Environment: undefined });
    await createConfig('empty');
    await createEndpoint('empty');

    expect(await testJobs.endpoint('empty')).toMatchObject({
      EndpointStatus: 'Failed',
      FailureReason: expect.stringContaining('did not pass the ping health check'),
    });
  });

  it('changes the number of instances of a variant and keeps its weight, and refuses an unknown variant', async () => {
    const change = (VariantName: string) =>
      testJobs.sagemaker.send(
        new UpdateEndpointWeightsAndCapacitiesCommand({
          EndpointName: 'served',
          DesiredWeightsAndCapacities: [{ VariantName, DesiredInstanceCount: 3 }],
        }),
      );
    await change('all');

    expect(await testJobs.endpoint('served')).toMatchObject({
      ProductionVariants: [{ VariantName: 'all', CurrentWeight: 1, CurrentInstanceCount: 3 }],
    });
    await expect(change('other')).rejects.toMatchObject(
      refused(`Could not find production variant "other" of endpoint "${arn('served')}".`),
    );
  });
});

describe('InvokeEndpoint', () => {
  const invoke = async (more: object): Promise<[object, string | undefined]> => {
    const { Body, CustomAttributes } = await testJobs.runtime.send(
      new InvokeEndpointCommand({ EndpointName: 'served', Body: '', ...more }),
    );
    return [JSON.parse(Body?.transformToString() ?? '') as object, CustomAttributes];
  };

  it('accepts attributes and an id, and returns the attributes of the answer', async () => {
    const more = { Body: 'abc', ContentType: 'text/csv', CustomAttributes: 'trace=1', InferenceId: 'inference-1' };

    expect(await invoke(more)).toEqual([{ length: 3, type: 'text/csv' }, 'answered']);
  });

  it('sends an empty body as a stream of bytes where nothing is said', async () => {
    const [received] = await invoke({ Body: undefined });

    expect(received).toMatchObject({ length: 0, type: 'application/octet-stream' });
  });

  it.each([
    ['TargetModel', 'model'],
    ['TargetContainerHostname', 'second'],
    ['InferenceComponentName', 'component'],
    ['SessionId', 'session'],
  ])('answers NotImplemented for %s', async (member, value) => {
    await expect(invoke({ [member]: value })).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining(`InvokeEndpoint with ${member}`),
    });
  });

  it('refuses an unknown variant, as its stream does', async () => {
    const unknown = {
      name: 'ValidationError',
      message: 'Variant other of endpoint served of account 000000000000 not found.',
    };
    const stream = (more: object) =>
      testJobs.runtime.send(
        new InvokeEndpointWithResponseStreamCommand({ EndpointName: 'served', Body: Buffer.from('a'), ...more }),
      );

    await expect(invoke({ TargetVariant: 'other' })).rejects.toMatchObject(unknown);
    await expect(stream({ TargetVariant: 'other' })).rejects.toMatchObject(unknown);
    await expect(stream({ SessionId: 's' })).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

describe('a restart of the server', () => {
  it('continues with the creation of an endpoint and with the deletion of another one', async () => {
    await createEndpoint('created', 'served');
    await expect(
      testJobs.sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'created', EndpointConfigName: 'served' })),
    ).rejects.toMatchObject(refused(`Cannot update in-progress endpoint "${arn('created')}".`));
    await testJobs.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'served' }));
    await testJobs.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'served' }));
    await testJobs.stop();
    await testJobs.start();

    expect(await testJobs.endpoint('created')).toMatchObject({ EndpointStatus: 'InService' });
    const left = await until(
      async () => (await testJobs.sagemaker.send(new ListEndpointsCommand({ NameContains: 'served' }))).Endpoints,
      (endpoints) => endpoints?.length === 0,
    );
    expect(left).toEqual([]);
  });
});
