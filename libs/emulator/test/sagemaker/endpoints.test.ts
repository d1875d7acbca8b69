import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  DescribeModelCommand,
  ListEndpointsCommand,
  UpdateEndpointCommand,
  UpdateEndpointWeightsAndCapacitiesCommand,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, InvokeEndpointWithResponseStreamCommand } from '@aws-sdk/client-sagemaker-runtime';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, ROLE_ARN, SCIKIT_IMAGE, TestJobs } from './test-jobs.ts';

/** Answers with the model's name; refuses, fails, ends itself or takes its time when asked to. */
const INFERENCE = `
import flask, json, os, time
def model_fn(model_dir):
    with open(os.path.join(model_dir, 'name')) as file:
        return file.read()
def parts(path):
    yield 'one '
    while not os.path.exists(path):
        time.sleep(0.01)
    yield 'two'
    if path.endswith('broken'):
        raise ValueError('no more')
def refusal(environ, start_response):
    start_response('400 BAD REQUEST', [('Content-Type', 'application/json')])
    return [b'{"error": "instances[0] has 1 values"}']
def transform_fn(model, content, content_type, accept):
    if content == 'bad':
        return refusal
    if content == 'raise':
        raise ValueError('no such thing')
    if content == 'die':
        os._exit(1)
    if content.startswith('stream '):
        return flask.Response(parts(content[7:]), mimetype=accept)
    if content == 'slow':
        time.sleep(0.05)
    return json.dumps({'model': model, 'content': str(content), 'type': content_type, 'accept': accept, 'pid': os.getpid()}), accept
`;

let testJobs: TestJobs;

/** A model of that name, whose artifact holds the name and a script. */
async function makeModel(name: string, script = INFERENCE): Promise<void> {
  const archive = execFileSync('python3', [
    '-c',
    `import io, sys, tarfile
out = tarfile.open(fileobj=sys.stdout.buffer, mode='w|gz')
for name, text in (('name', sys.argv[1]), ('code/inference.py', sys.argv[2])):
    info = tarfile.TarInfo(name); info.size = len(text); out.addfile(info, io.BytesIO(text.encode()))
out.close()`,
    name,
    script,
  ]);
  const Key = `models/${name}/model.tar.gz`;
  await testJobs.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: new Uint8Array(archive) }));
  await testJobs.sagemaker.send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: ROLE_ARN,
      PrimaryContainer: {
        Image: SCIKIT_IMAGE,
        ModelDataUrl: `s3://${BUCKET}/${Key}`,
        Environment: { SAGEMAKER_PROGRAM: 'inference.py', SAGEMAKER_SUBMIT_DIRECTORY: '/opt/ml/model/code' },
      },
    }),
  );
}

/** A configuration with a variant for each model, of the model's name. */
async function makeConfig(name: string, models: Readonly<Record<string, number>>): Promise<void> {
  await testJobs.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: name,
      ProductionVariants: Object.entries(models).map(([ModelName, InitialVariantWeight]) => ({
        VariantName: ModelName,
        ModelName,
        InstanceType: 'ml.t2.medium' as const,
        InitialInstanceCount: 1,
        InitialVariantWeight,
      })),
    }),
  );
}

async function makeEndpoint(name: string, config: string): Promise<void> {
  await testJobs.sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: config }));
  expect(await testJobs.endpoint(name)).toMatchObject({ EndpointStatus: 'InService' });
}

interface Answer {
  readonly model: string;
  readonly content: string;
  readonly type: string;
  readonly accept: string;
  readonly pid: number;
}

async function invoke(EndpointName: string, body: string, more: object = {}): Promise<Answer> {
  const command = new InvokeEndpointCommand({ EndpointName, Body: Buffer.from(body), ContentType: 'text/csv', ...more });
  const { Body } = await testJobs.runtime.send(command);
  return JSON.parse(Body?.transformToString() ?? '') as Answer;
}

beforeAll(async () => {
  testJobs = await TestJobs.open();
  await makeModel('one');
  await makeModel('two');
  await makeModel('broken', 'def model_fn(model_dir):\n    raise RuntimeError("this model cannot be loaded")\n');
  await makeConfig('only-one', { one: 1 });
  await makeConfig('only-two', { two: 1 });
  await makeConfig('only-broken', { broken: 1 });
  await makeConfig('both', { one: 3, two: 1 });
});
afterAll(() => testJobs[Symbol.asyncDispose]());

describe('an endpoint', () => {
  beforeAll(() => makeEndpoint('Plain', 'only-one'));

  it('is InService with its variant once its container has answered', async () => {
    expect(await testJobs.endpoint('Plain')).toMatchObject({
      EndpointArn: 'arn:aws:sagemaker:us-east-1:000000000000:endpoint/plain',
      EndpointConfigName: 'only-one',
      ProductionVariants: [
        { VariantName: 'one', CurrentWeight: 1, CurrentInstanceCount: 1, DeployedImages: [{ SpecifiedImage: SCIKIT_IMAGE }] },
      ],
    });
  });

  it('hands on content type and accept, and answers with the type and the variant', async () => {
    const response = await testJobs.runtime.send(
      new InvokeEndpointCommand({
        EndpointName: 'Plain',
        Body: Buffer.from('1,2'),
        ContentType: 'text/csv',
        Accept: 'application/json',
      }),
    );

    expect(response).toMatchObject({ ContentType: 'application/json', InvokedProductionVariant: 'one' });
    expect(await invoke('Plain', '1,2')).toMatchObject({
      model: 'one',
      content: '1,2',
      type: 'text/csv',
      accept: 'application/json',
    });
  });

  it.each(['whole', 'broken'])('answers in parts as its container writes them: a stream that is %s', async (kind) => {
    const path = join(testJobs.dataDir, kind);
    const { Body = [], InvokedProductionVariant } = await testJobs.runtime.send(
      new InvokeEndpointWithResponseStreamCommand({
        EndpointName: 'Plain',
        Body: Buffer.from(`stream ${path}`),
        ContentType: 'text/csv',
        Accept: 'text/plain',
      }),
    );
    const texts: string[] = [];

    const reading = (async () => {
      for await (const { PayloadPart } of Body) {
        texts.push(Buffer.from(PayloadPart?.Bytes ?? []).toString());
        // The container continues only now, so this part came while it was still writing.
        if (texts.length === 1) writeFileSync(path, '');
      }
    })();

    if (kind === 'broken') await expect(reading).rejects.toMatchObject({ name: 'ModelStreamError' });
    else await reading;
    expect(texts).toEqual(['one ', 'two']);
    expect(InvokedProductionVariant).toBe('one');
  });

  it('refuses to stream from a container that refuses, with its words', async () => {
    const command = new InvokeEndpointWithResponseStreamCommand({
      EndpointName: 'Plain',
      Body: Buffer.from('bad'),
      ContentType: 'text/csv',
    });

    await expect(testJobs.runtime.send(command)).rejects.toMatchObject({
      name: 'ModelError',
      OriginalStatusCode: 400,
      OriginalMessage: '{"error": "instances[0] has 1 values"}',
    });
  });

  it('answers what its container refuses as a ModelError', async () => {
    await expect(invoke('Plain', 'bad')).rejects.toMatchObject({
      name: 'ModelError',
      message:
        'Received client error (400) from primary with message "{"error": "instances[0] has 1 values"}". See https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEventViewer:group=/aws/sagemaker/Endpoints/Plain in account 000000000000 for more information.',
      OriginalStatusCode: 400,
      OriginalMessage: '{"error": "instances[0] has 1 values"}',
      LogStreamArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/sagemaker/Endpoints/Plain',
      $metadata: { httpStatusCode: 424 },
    });
  });

  it('answers what its container does wrong as a ModelError, and logs it', async () => {
    await expect(invoke('Plain', 'raise')).rejects.toMatchObject({ name: 'ModelError', OriginalStatusCode: 500 });

    await until(
      () => testJobs.messages('/aws/sagemaker/Endpoints/Plain', 'one/i-').catch((): string[] => []),
      (lines) => lines.includes('ValueError: no such thing'),
    );
  });

  it('starts a container that ended again, and lets requests wait for it', async () => {
    const before = await invoke('Plain', 'x');

    await expect(invoke('Plain', 'die')).rejects.toMatchObject({ name: 'ModelError' });
    const after = await until(
      () => invoke('Plain', 'x').catch(() => undefined),
      (answer) => answer !== undefined,
    );

    expect(after?.pid).not.toBe(before.pid);
    expect((await testJobs.endpoint('Plain')).EndpointStatus).toBe('InService');
  });
});

describe('an endpoint whose /opt/ml is named by SAGEMAKER_BASE_DIR', () => {
  let other: TestJobs;

  beforeAll(async () => {
    process.env['STEPMAKER_CONTAINER_ROOT'] = 'base-dir';
    other = testJobs;
    testJobs = await TestJobs.open();
  });
  afterAll(async () => {
    delete process.env['STEPMAKER_CONTAINER_ROOT'];
    await testJobs[Symbol.asyncDispose]();
    testJobs = other;
  });

  it('serves its model all the same', async () => {
    await makeModel('one');
    await makeConfig('only-one', { one: 1 });
    await makeEndpoint('rootless', 'only-one');

    expect((await invoke('rootless', '1')).model).toBe('one');
  });
});

describe('UpdateEndpoint', () => {
  it('replaces what serves without failing a request', async () => {
    await makeEndpoint('rolling', 'only-one');
    const models = new Set<string>();
    let updating = true;
    const clients = Array.from({ length: 4 }, async () => {
      while (updating) models.add((await invoke('rolling', 'slow')).model);
    });

    await testJobs.sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'rolling', EndpointConfigName: 'only-two' }));
    const during = await testJobs.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'rolling' }));
    await expect(testJobs.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'rolling' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Cannot update in-progress endpoint "arn:aws:sagemaker:us-east-1:000000000000:endpoint/rolling".',
    });
    const after = await testJobs.endpoint('rolling');
    expect((await invoke('rolling', 'x')).model).toBe('two');
    await until(async () => models.has('two'), Boolean);
    updating = false;
    await Promise.all(clients);

    expect(during).toMatchObject({
      EndpointStatus: 'Updating',
      EndpointConfigName: 'only-one',
      PendingDeploymentSummary: { EndpointConfigName: 'only-two' },
    });
    expect(after).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'only-two' });
    expect([...models].sort()).toEqual(['one', 'two']);
  });

  it('leaves what served before where the new container does not come up', async () => {
    await makeEndpoint('kept', 'only-one');

    await testJobs.sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'kept', EndpointConfigName: 'only-broken' }));

    expect(await testJobs.endpoint('kept')).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'only-one',
      FailureReason:
        'The primary container for production variant broken did not pass the ping health check. Please check CloudWatch logs for this endpoint.',
    });
    expect((await invoke('kept', 'x')).model).toBe('one');
  });
});

describe('variants', () => {
  it('take their share of requests, are reached by name, and can be reweighed', async () => {
    await makeEndpoint('shared', 'both');
    const draw = async (): Promise<Record<string, number>> => {
      const counts: Record<string, number> = { one: 0, two: 0 };
      for (let index = 0; index < 100; index += 1) {
        const { model } = await invoke('shared', 'x');
        counts[model] = (counts[model] ?? 0) + 1;
      }
      return counts;
    };

    const before = await draw();
    expect((await invoke('shared', 'x', { TargetVariant: 'two' })).model).toBe('two');
    await testJobs.sagemaker.send(
      new UpdateEndpointWeightsAndCapacitiesCommand({
        EndpointName: 'shared',
        DesiredWeightsAndCapacities: [{ VariantName: 'one', DesiredWeight: 0 }],
      }),
    );

    expect(before['one']).toBeGreaterThan(50);
    expect(before['two']).toBeGreaterThan(0);
    expect(await draw()).toEqual({ one: 0, two: 100 });
  });
});

describe('an endpoint that cannot be had', () => {
  it('fails when its container does not answer, and can only be deleted then', async () => {
    await testJobs.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'failed', EndpointConfigName: 'only-broken' }));

    expect(await testJobs.endpoint('failed')).toMatchObject({
      EndpointStatus: 'Failed',
      FailureReason: expect.stringContaining('ping health check'),
    });
    await expect(
      testJobs.sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'failed', EndpointConfigName: 'only-one' })),
    ).rejects.toThrow('Failed');
    await expect(invoke('failed', 'x')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Endpoint failed of account 000000000000 not found.',
    });
    expect(await testJobs.messages('/aws/sagemaker/Endpoints/failed', 'broken/')).toContain(
      'RuntimeError: this model cannot be loaded',
    );
    await testJobs.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'failed' }));
  });

  it('is gone once deleted', async () => {
    await makeEndpoint('fleeting', 'only-one');
    const { pid } = await invoke('fleeting', 'x');

    await testJobs.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'fleeting' }));
    await until(
      async () => (await testJobs.sagemaker.send(new ListEndpointsCommand({ NameContains: 'fleeting' }))).Endpoints ?? [],
      (endpoints) => endpoints.length === 0,
    );

    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(testJobs.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'fleeting' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Could not find endpoint "arn:aws:sagemaker:us-east-1:000000000000:endpoint/fleeting".',
    });
  });

  it('is refused with what it lacks', async () => {
    const create = (EndpointName: string, EndpointConfigName: string) =>
      testJobs.sagemaker.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName }));
    await create('there', 'only-one');

    await expect(create('there', 'only-one')).rejects.toThrow(
      /^Cannot create already existing endpoint "arn:.*:endpoint\/there"\.$/,
    );
    await expect(create('new', 'nothing')).rejects.toThrow(
      /^Could not find endpoint configuration "arn:.*:endpoint-config\/nothing"\.$/,
    );
    await expect(makeConfig('modelless', { missing: 1 })).rejects.toThrow(/^Could not find model "arn:.*:model\/missing"\.$/);
    await testJobs.endpoint('there');
  });
});

describe('CreateModel', () => {
  const create = (ModelDataUrl: string, ExecutionRoleArn = ROLE_ARN) =>
    testJobs.sagemaker.send(
      new CreateModelCommand({ ModelName: 'refused', ExecutionRoleArn, PrimaryContainer: { Image: SCIKIT_IMAGE, ModelDataUrl } }),
    );

  it('refuses data that is not there, a role that cannot read it, and a name that is taken', async () => {
    await expect(create(`s3://${BUCKET}/nothing.tar.gz`)).rejects.toThrow(
      `Could not find model data at s3://${BUCKET}/nothing.tar.gz.`,
    );
    await expect(create(`s3://${BUCKET}/models/one/model.tar.gz`, 'arn:aws:iam::000000000000:role/missing')).rejects.toThrow(
      /^Could not access model data at s3:.*role "arn:aws:iam::000000000000:role\/missing" exists/,
    );
    await expect(makeModel('one')).rejects.toThrow(
      'Cannot create already existing model "arn:aws:sagemaker:us-east-1:000000000000:model/one".',
    );
    await expect(testJobs.sagemaker.send(new DescribeModelCommand({ ModelName: 'refused' }))).rejects.toThrow(
      'Could not find model',
    );
  });
});
