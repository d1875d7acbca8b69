import { decodeFiles } from '@stepmaker/pipeline-artifacts';
import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { describe, expect, it } from 'vitest';
import { MlPipeline, type MlPipelineProps } from '../src/index.ts';
import { ARTIFACTS, OwnStack } from './synthesise.ts';

const MACHINE = 'AWS::StepFunctions::StateMachine';

const KEY_ARN = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** What CloudFormation deletes after the resource `id`: what that refers to or depends on, directly or not. */
function neededBy(
  resources: Readonly<Record<string, { readonly DependsOn?: readonly string[] }>>,
  id: string,
  known = new Set<string>(),
): ReadonlySet<string> {
  const text = JSON.stringify(resources[id]);
  const named = [...text.matchAll(/"Ref":"(\w+)"|\$\{(\w+)(?:\.\w+)?\}/g)].map(([, ref, sub]) => `${ref ?? sub}`);
  for (const other of [...named, ...(resources[id]?.DependsOn ?? [])]) {
    if (!(other in resources) || known.has(other)) continue;
    known.add(other);
    neededBy(resources, other, known);
  }
  return known;
}

/** The published files by the end of their key. */
function published(stack: OwnStack): Record<string, string> {
  const files = decodeFiles(stack.propertiesOf('Custom::PipelineFiles').Files);
  return Object.fromEntries(
    Object.entries(files).map(([key, text]) => [key.replace(/^state-machine\/[0-9a-f]{12}\//, ''), text]),
  );
}

describe('a pipeline in an app of its user', () => {
  it('needs no properties', () => {
    const stack = new OwnStack();
    const types = Object.values<{ Type: string }>(stack.template.Resources).map(({ Type }) => Type);

    expect([...new Set(types)].sort()).toEqual([
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::Logs::LogGroup',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
      MACHINE,
      'Custom::PipelineCleanUp',
      'Custom::PipelineFiles',
    ]);
    expect(stack.machine().DefinitionSubstitutions).toMatchObject({
      ModelPerformanceThreshold: '0.7',
      ProcessingInstanceType: 'ml.m5.large',
      TrainingInstanceType: 'ml.m5.large',
      EndpointInstanceType: '',
      EndpointName: '',
      EnableNetworkIsolation: 'false',
      SubnetIds: '',
      KmsKeyArn: '',
      StackName: { Ref: 'AWS::StackName' },
    });
  });

  it('brings no asset and no parameter but those of the CDK', () => {
    const { Parameters } = new OwnStack().template;

    expect(Object.keys(Parameters)).toEqual(['BootstrapVersion']);
  });

  it('takes plain values, and decides at synthesis: no condition', () => {
    const stack = new OwnStack({
      bucketName: 'houses-data',
      modelPerformanceThreshold: -0.25,
      trainingInstanceType: 'ml.g5.2xlarge',
      endpointName: 'houses',
      scikitLearnImageTag: '1.2-1-cpu-py3',
      notificationEmail: 'me@example.com',
      logRetentionDays: 7,
      dataRetentionDays: 3,
      subnetIds: ['subnet-0a1', 'subnet-0b2'],
      securityGroupIds: 'sg-0c3',
      enableNetworkIsolation: true,
      kmsKeyArn: KEY_ARN,
      accessLogBucketName: 'my-logs',
    });

    expect(stack.template).not.toHaveProperty('Conditions');
    expect(JSON.stringify(stack.template.Resources)).not.toMatch(/Fn::If|AWS::NoValue/);
    expect(stack.propertiesOf('Custom::PipelineCleanUp').SecurityGroupIds).toBe('sg-0c3');
    expect(stack.propertiesOf('AWS::S3::Bucket')).toMatchObject({
      BucketName: 'houses-data',
      LoggingConfiguration: { DestinationBucketName: 'my-logs', LogFilePrefix: 'access/' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: expect.stringContaining(':key/1234abcd-12ab-34cd-56ef-1234567890ab'),
            },
          },
        ],
      },
    });
    expect(stack.propertiesOf('AWS::S3::Bucket').LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(3);
    expect(stack.propertiesOf('AWS::SNS::Subscription')).toMatchObject({ Protocol: 'email', Endpoint: 'me@example.com' });
    expect(stack.machine()).toMatchObject({
      DefinitionS3Location: { Key: expect.stringMatching(/^state-machine\/[0-9a-f]{12}\/pipeline-vpc-kms\.asl\.json$/) },
      DefinitionSubstitutions: {
        ModelPerformanceThreshold: '-0.25',
        TrainingInstanceType: 'ml.g5.2xlarge',
        EndpointName: 'houses',
        SubnetIds: 'subnet-0a1,subnet-0b2',
        SecurityGroupIds: 'sg-0c3',
        EnableNetworkIsolation: 'true',
      },
    });
    expect(JSON.stringify(stack.machine().DefinitionSubstitutions.ImageUri)).toContain('scikit-learn:1.2-1-cpu-py3');
    expect(Object.keys(published(stack)).filter((key) => key.endsWith('.asl.json'))).toEqual([
      'pipeline-vpc-kms.asl.json',
      'deployment-vpc-kms.asl.json',
    ]);
  });

  it('publishes what a key encrypts once it may use the key, and starts nothing before SageMaker may grant it', () => {
    const { Resources } = new OwnStack({ kmsKeyArn: KEY_ARN }).template;
    const policiesBefore = (type: string): (string | undefined)[] => {
      const id = Object.keys(Resources).find((name) => Resources[name].Type === type && !name.includes('Deployment')) ?? 'none';
      return [...neededBy(Resources, id)].map((name) => Resources[name].Properties.PolicyName);
    };

    expect(policiesBefore('Custom::PipelineFiles')).toContain('use-key');
    expect(policiesBefore(MACHINE)).toEqual(expect.arrayContaining(['use-key', 'grant-key']));
  });

  it.each([
    ['plain values', () => ({ subnetIds: 'subnet-0a1', securityGroupIds: 'sg-0c3', kmsKeyArn: KEY_ARN })],
    [
      'parameters of the stack',
      (scope: Stack) => ({
        subnetIds: new CfnParameter(scope, 'Subnets', { default: '' }).valueAsString,
        securityGroupIds: new CfnParameter(scope, 'Groups', { default: '' }).valueAsString,
        kmsKeyArn: new CfnParameter(scope, 'Key', { default: '' }).valueAsString,
      }),
    ],
  ])(
    'keeps what SageMaker may do in a VPC and with a key from the first execution until the clean-up is done, with %s',
    (_, props) => {
      const { Resources } = new OwnStack(props).template;
      const idOf = (type: string): string => Object.keys(Resources).find((id) => Resources[id].Type === type) ?? 'none';
      const after = [...neededBy(Resources, idOf('Custom::PipelineCleanUp'))];

      expect(after.map((id) => Resources[id].Properties.PolicyName)).toEqual(
        expect.arrayContaining(['network', 'use-key', 'grant-key', 'clean-up']),
      );
      const machine = Object.keys(Resources).find((id) => Resources[id].Type === MACHINE && !id.includes('Deployment')) ?? 'none';
      expect([...neededBy(Resources, machine)].map((id) => Resources[id].Properties.PolicyName)).toEqual(
        expect.arrayContaining(['network', 'use-key', 'grant-key']),
      );
    },
  );

  it('takes parameters of the stack, which may be left empty: conditions decide', () => {
    const stack = new OwnStack((scope) => ({
      kmsKeyArn: new CfnParameter(scope, 'Key', { default: '' }).valueAsString,
      subnetIds: new CfnParameter(scope, 'Subnets', { type: 'CommaDelimitedList', default: '' }).valueAsList,
      securityGroupIds: new CfnParameter(scope, 'Groups', { default: '' }).valueAsString,
      modelPerformanceThreshold: new CfnParameter(scope, 'Threshold', { type: 'Number', default: 0.5 }).valueAsNumber,
    }));
    const { Conditions } = stack.template;

    expect(Object.values(Conditions)).toEqual(expect.arrayContaining([{ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Key' }, ''] }] }]));
    expect(stack.machine().DefinitionSubstitutions).toMatchObject({
      KmsKeyArn: { Ref: 'Key' },
      ModelPerformanceThreshold: { Ref: 'Threshold' },
    });
    expect(Object.keys(published(stack)).filter((key) => key.endsWith('.asl.json'))).toEqual(
      expect.arrayContaining([
        'pipeline-vpc.asl.json',
        'pipeline-vpc-kms.asl.json',
        'deployment-vpc.asl.json',
        'deployment-vpc-kms.asl.json',
      ]),
    );
  });

  it('lets jobs read data elsewhere where it is named, as plain values', () => {
    const dataArns = ['arn:aws:s3:::acme-data', 'arn:aws:s3:::acme-data/houses/*'];
    const stack = new OwnStack({ dataArns });
    const { Resources } = stack.template;
    const id = Object.keys(Resources).find((name) => name.includes('ExecutionRole')) ?? 'none';

    expect(Resources[id].Properties.Policies[0].PolicyDocument.Statement.at(-1)).toEqual({
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: dataArns,
    });
    expect(stack.machine().DefinitionSubstitutions.DataArns['Fn::Sub']).toMatch(
      /^\$\{\w+\.Arn\}\/\*,arn:aws:s3:::acme-data,arn:aws:s3:::acme-data\/houses\/\*$/,
    );
    expect(() => new OwnStack({ dataArns: ['acme-data'] })).toThrow('dataArns must match');
  });

  it('takes keys and networks of the same app, which are there: no condition', () => {
    const stack = new OwnStack((scope) => {
      const vpc = new Vpc(scope, 'Vpc', { natGateways: 0 });
      return {
        kmsKeyArn: new Key(scope, 'Key').keyArn,
        subnetIds: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
        securityGroupIds: [vpc.vpcDefaultSecurityGroup],
      };
    });

    expect(stack.template).not.toHaveProperty('Conditions');
    expect(stack.machine().DefinitionS3Location.Key).toMatch(/\/pipeline-vpc-kms\.asl\.json$/);
    expect(stack.machine().DefinitionSubstitutions.KmsKeyArn).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'],
    });
  });

  it('can stand beside another one, under another name', () => {
    const stack = new OwnStack({ pipelineName: 'houses' });
    new MlPipeline(stack, 'Other', { artifacts: ARTIFACTS, pipelineName: 'flats' });

    const machines = Object.values(Template.fromStack(stack).findResources(MACHINE)).map(({ Properties }) => Properties);
    expect(machines.map(({ StateMachineName }) => StateMachineName['Fn::Join'][1][0])).toEqual([
      'houses-deployment',
      'houses',
      'flats-deployment',
      'flats',
    ]);
    expect(machines.map(({ Tags }) => Tags[0].Value)).toEqual(['houses', 'houses', 'flats', 'flats']);
    expect(JSON.stringify(stack.template)).toContain('"/aws/vendedlogs/states/flats"');
    expect(JSON.stringify(stack.template)).toContain('"aws:ResourceTag/stepmaker:stack":"flats"');
    expect(JSON.stringify(stack.template)).not.toContain('"aws:ResourceTag/stepmaker:stack":{"Ref"');
  });
});

describe('its attributes', () => {
  it('are watched, granted and subscribed to as constructs of the CDK', () => {
    const stack = new OwnStack();
    const { pipeline } = stack;
    pipeline.stateMachine.metricFailed().createAlarm(stack, 'Failed', { threshold: 1, evaluationPeriods: 1 });
    pipeline.evaluator.metricErrors().createAlarm(stack, 'GateFails', { threshold: 1, evaluationPeriods: 1 });
    pipeline.topic.addSubscription(new EmailSubscription('team@example.com'));
    pipeline.bucket.grantRead(pipeline.pipelineRole);
    pipeline.executionRole.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] }),
    );

    const template = Template.fromStack(stack);
    const idOf = (type: string, name = ''): string =>
      Object.keys(template.findResources(type)).find((id) => id.startsWith(`Pipeline${name}`)) ?? 'none';
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ExecutionsFailed',
      Dimensions: [{ Name: 'StateMachineArn', Value: { Ref: idOf(MACHINE, 'StateMachine') } }],
    });
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
    expect(JSON.stringify(alarms.find(({ MetricName }) => MetricName === 'Errors').Dimensions)).toContain(
      `{"Ref":"${idOf('AWS::Lambda::Function', 'Evaluator')}"}`,
    );
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Endpoint: 'team@example.com',
      TopicArn: { Ref: idOf('AWS::SNS::Topic') },
    });
    const bucketArn = { 'Fn::Sub': `\${${idOf('AWS::S3::Bucket')}.Arn}` };
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Resource: [bucketArn, { 'Fn::Join': ['', [bucketArn, '/*']] }] })],
      },
      Roles: [Match.anyValue()],
    });
    const roles = JSON.stringify(template.findResources('AWS::IAM::Policy'));
    expect(roles).toContain(`\${${idOf('AWS::IAM::Role', 'ExecutionRole')}.Arn}`);
    expect(roles).toContain(`\${${idOf('AWS::IAM::Role', 'PipelineRole')}.Arn}`);
  });

  it('have the resources themselves below the construct', () => {
    const { pipeline } = new OwnStack();

    expect(pipeline.node.findChild('Bucket').node.defaultChild).toMatchObject({ cfnResourceType: 'AWS::S3::Bucket' });
  });
});

describe('states', () => {
  it('are changed until the app is synthesised, and the definition gets a separate place', () => {
    const before = new OwnStack();
    const stack = new OwnStack();
    stack.pipeline.patchState('Train', { TimeoutSeconds: 60, Arguments: { Environment: { LEVEL: 'debug' } }, Comment: null });

    const { Train } = JSON.parse(published(stack)['pipeline.asl.json'] ?? '').States;
    const original = JSON.parse(published(before)['pipeline.asl.json'] ?? '').States.Train;
    expect(Train).toMatchObject({ TimeoutSeconds: 60, Resource: original.Resource, Next: original.Next });
    expect(Train.Arguments).toEqual({
      ...original.Arguments,
      Environment: { ...original.Arguments.Environment, LEVEL: 'debug' },
    });
    expect(stack.machine().DefinitionS3Location.Key).not.toBe(before.machine().DefinitionS3Location.Key);
  });

  it('that there are not are refused, with those that there are', () => {
    const { pipeline } = new OwnStack();

    expect(() => pipeline.patchState('Trian', {})).toThrow(/^The pipeline machine has no state Trian; it has .*\bTrain\b/);
  });
});

describe('values that AWS would refuse', () => {
  it.each<[string, MlPipelineProps]>([
    ['modelPerformanceThreshold must be from -1 to 1, was 1.1', { modelPerformanceThreshold: 1.1 }],
    ['modelPerformanceThreshold must be from -1 to 1, was NaN', { modelPerformanceThreshold: Number.NaN }],
    ['logRetentionDays must be one of 1, 3, 5', { logRetentionDays: 31 }],
    ['dataRetentionDays must be a whole number from 1 to 36500, was 0.5', { dataRetentionDays: 0.5 }],
    ['trainingInstanceType must match', { trainingInstanceType: 'm5.large' }],
    ['bucketName must match', { bucketName: 'Capital' }],
    ['pipelineName must match', { pipelineName: 'a'.repeat(55) }],
    ['kmsKeyArn must match', { kmsKeyArn: 'alias/mine' }],
    ['subnetIds must match', { subnetIds: ['subnet-0a1', 'vpc-1'], securityGroupIds: 'sg-0' }],
    ['enableNetworkIsolation must be true or false, was yes', { enableNetworkIsolation: 'yes' }],
    ['subnetIds and securityGroupIds go together', { subnetIds: ['subnet-0a1'] }],
    ['subnetIds and securityGroupIds go together', { securityGroupIds: ['sg-0a1'], subnetIds: [] }],
  ])('%s', (message, props) => {
    expect(() => new MlPipeline(new Stack(), 'Pipeline', { artifacts: ARTIFACTS, ...props })).toThrow(`MlPipeline: ${message}`);
  });
});
