import { execFileSync } from 'node:child_process';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  type CreateModelCommandInput,
} from '@aws-sdk/client-sagemaker';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, ROLE_ARN, SCIKIT_IMAGE, TestJobs } from './test-jobs.ts';

const MODEL = 'models/model.tar.gz';

let testJobs: TestJobs;

beforeAll(async () => {
  testJobs = await TestJobs.open();
  const archive = execFileSync('python3', [
    '-c',
    `import io, sys, tarfile
out = tarfile.open(fileobj=sys.stdout.buffer, mode='w|gz')
text = b'def model_fn(model_dir):\\n    return model_dir\\n'
info = tarfile.TarInfo('code/inference.py'); info.size = len(text); out.addfile(info, io.BytesIO(text))
out.close()`,
  ]);
  await testJobs.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: MODEL, Body: new Uint8Array(archive) }));
});
afterAll(() => testJobs[Symbol.asyncDispose]());

type Settings = Pick<CreateModelCommandInput, 'EnableNetworkIsolation' | 'VpcConfig'>;

/** Serves a model under a name. */
async function serve(name: string, settings: Settings, environment: Readonly<Record<string, string>>): Promise<void> {
  const model: CreateModelCommandInput = {
    ModelName: name,
    ExecutionRoleArn: ROLE_ARN,
    PrimaryContainer: {
      Image: SCIKIT_IMAGE,
      ModelDataUrl: `s3://${BUCKET}/${MODEL}`,
      Environment: { SAGEMAKER_PROGRAM: 'inference.py', SAGEMAKER_SUBMIT_DIRECTORY: '/opt/ml/model/code', ...environment },
    },
    ...settings,
  };
  const variant = { VariantName: 'all', ModelName: name, InstanceType: 'ml.m5.large', InitialInstanceCount: 1 } as const;
  await testJobs.sagemaker.send(new CreateModelCommand(model));
  await testJobs.sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: [variant] }));
  await testJobs.sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
}

/** A VPC of this account: it has no gateway. */
async function vpc(): Promise<Settings> {
  const { Vpc } = await testJobs.call<{ Vpc: { VpcId: string } }>('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  const place = { VpcId: Vpc.VpcId, CidrBlock: '10.0.0.0/24' };
  const { Subnet } = await testJobs.call<{ Subnet: { SubnetId: string } }>('ec2', 'CreateSubnet', place);
  return { VpcConfig: { Subnets: [Subnet.SubnetId], SecurityGroupIds: ['sg-1'] } };
}

describe('an endpoint without internet', () => {
  it.each([
    ['in network isolation', 'isolated', async (): Promise<Settings> => ({ EnableNetworkIsolation: true })],
    ['in a VPC that has no gateway', 'enclosed', vpc],
  ] as const)('fails its health check in the words of pip: %s', async (_, name, settings) => {
    await serve(name, await settings(), {});

    expect(await testJobs.endpoint(name)).toMatchObject({
      EndpointStatus: 'Failed',
      FailureReason: expect.stringContaining('ping health check'),
    });
    // SageMaker writes the log beside, not before, the status.
    const lines = await until(
      () => testJobs.messages(`/aws/sagemaker/Endpoints/${name}`, 'all/').catch((): string[] => []),
      (written) => written.some((line) => line.includes('InstallModuleError')),
    );
    expect(lines.join('\n')).toContain('ERROR: No matching distribution found for setuptools>=40.8.0');
  });

  it.each([
    ['where pip builds with what is there', 'builds', { EnableNetworkIsolation: true }, { PIP_NO_BUILD_ISOLATION: 'false' }],
    [
      'in a VPC that this account does not have',
      'foreign',
      { VpcConfig: { Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] } },
      {},
    ],
  ])('serves %s', async (_, name, settings, environment) => {
    await serve(name, settings, environment);

    expect(await testJobs.endpoint(name)).toMatchObject({ EndpointStatus: 'InService' });
  });
});
