import { brotliDecompressSync } from 'node:zlib';
import { decodeBase85 } from '@stepmaker/asl/base85';
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

/** The published files by the end of their key. */
function published(stack: OwnStack): Record<string, string> {
  const files = JSON.parse(brotliDecompressSync(decodeBase85(stack.only('Custom::PipelineFiles').Files)).toString());
  return Object.fromEntries(
    Object.entries<string>(files).map(([key, text]) => [key.replace(/^state-machine\/[0-9a-f]{12}/, ''), text]),
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
    expect(stack.only(MACHINE).DefinitionSubstitutions).toMatchObject({
      ModelPerformanceThreshold: '0.7',
      ProcessingInstanceType: 'ml.m5.large',
      TrainingInstanceType: 'ml.m5.large',
      EndpointInstanceType: 'ml.t2.medium',
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
      kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      accessLogBucketName: 'my-logs',
    });

    expect(stack.template).not.toHaveProperty('Conditions');
    expect(JSON.stringify(stack.template.Resources)).not.toMatch(/Fn::If|AWS::NoValue/);
    expect(stack.only('AWS::S3::Bucket')).toMatchObject({
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
    expect(stack.only('AWS::S3::Bucket').LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(3);
    expect(stack.only('AWS::SNS::Subscription')).toMatchObject({ Protocol: 'email', Endpoint: 'me@example.com' });
    expect(stack.only(MACHINE)).toMatchObject({
      DefinitionS3Location: { Key: expect.stringMatching(/^state-machine\/[0-9a-f]{12}-vpc-kms\.asl\.json$/) },
      DefinitionSubstitutions: {
        ModelPerformanceThreshold: '-0.25',
        TrainingInstanceType: 'ml.g5.2xlarge',
        EndpointName: 'houses',
        SubnetIds: 'subnet-0a1,subnet-0b2',
        SecurityGroupIds: 'sg-0c3',
        EnableNetworkIsolation: 'true',
      },
    });
    expect(JSON.stringify(stack.only(MACHINE).DefinitionSubstitutions.ImageUri)).toContain('scikit-learn:1.2-1-cpu-py3');
    expect(Object.keys(published(stack)).filter((key) => key.endsWith('.asl.json'))).toEqual(['-vpc-kms.asl.json']);
  });

  it('publishes what a key encrypts once it may use the key', () => {
    const { Resources } = new OwnStack({
      kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    }).template;
    const [files] = Object.values<{ Type: string; DependsOn: string[] }>(Resources).filter(
      ({ Type }) => Type === 'Custom::PipelineFiles',
    );

    expect(files?.DependsOn.map((id) => Resources[id].Properties.PolicyName ?? Resources[id].Type)).toEqual(
      expect.arrayContaining(['use-key', 'AWS::S3::BucketPolicy']),
    );
  });

  it('takes parameters of the stack, which may be left empty: conditions decide', () => {
    const stack = new OwnStack((scope) => ({
      kmsKeyArn: new CfnParameter(scope, 'Key', { default: '' }).valueAsString,
      subnetIds: new CfnParameter(scope, 'Subnets', { type: 'CommaDelimitedList', default: '' }).valueAsList,
      securityGroupIds: new CfnParameter(scope, 'Groups', { default: '' }).valueAsString,
      modelPerformanceThreshold: new CfnParameter(scope, 'Threshold', { type: 'Number', default: 0.5 }).valueAsNumber,
    }));
    const { Conditions } = stack.template;

    expect(Object.values(Conditions)).toEqual(expect.arrayContaining([{ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Key' }, ''] }] }]));
    expect(stack.only(MACHINE).DefinitionSubstitutions).toMatchObject({
      KmsKeyArn: { Ref: 'Key' },
      ModelPerformanceThreshold: { Ref: 'Threshold' },
    });
    expect(Object.keys(published(stack)).filter((key) => key.endsWith('.asl.json'))).toEqual(
      expect.arrayContaining(['-vpc.asl.json', '-vpc-kms.asl.json']),
    );
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
    expect(stack.only(MACHINE).DefinitionS3Location.Key).toMatch(/-vpc-kms\.asl\.json$/);
    expect(stack.only(MACHINE).DefinitionSubstitutions.KmsKeyArn).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'],
    });
  });

  it('can stand beside another one, under another name', () => {
    const stack = new OwnStack({ pipelineName: 'houses' });
    new MlPipeline(stack, 'Other', { artifacts: ARTIFACTS, pipelineName: 'flats' });

    const machines = Object.values(Template.fromStack(stack).findResources(MACHINE)).map(({ Properties }) => Properties);
    expect(machines.map(({ StateMachineName }) => StateMachineName['Fn::Join'][1][0])).toEqual(['houses', 'flats']);
    expect(machines.map(({ Tags }) => Tags)).toEqual([
      [{ Key: 'stepmaker:stack', Value: 'houses' }],
      [{ Key: 'stepmaker:stack', Value: 'flats' }],
    ]);
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
      Dimensions: [{ Name: 'StateMachineArn', Value: { Ref: idOf(MACHINE) } }],
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
  it('are changed until the app is synthesised, and the definition gets a place of its own', () => {
    const before = new OwnStack();
    const stack = new OwnStack();
    stack.pipeline.patchState('Train', { TimeoutSeconds: 60, Arguments: { Environment: { LEVEL: 'debug' } }, Comment: null });

    const { Train } = JSON.parse(published(stack)['.asl.json'] ?? '').States;
    const original = JSON.parse(published(before)['.asl.json'] ?? '').States.Train;
    expect(Train).toMatchObject({ TimeoutSeconds: 60, Resource: original.Resource, Next: original.Next });
    expect(Train.Arguments).toEqual({
      ...original.Arguments,
      Environment: { ...original.Arguments.Environment, LEVEL: 'debug' },
    });
    expect(stack.only(MACHINE).DefinitionS3Location.Key).not.toBe(before.only(MACHINE).DefinitionS3Location.Key);
  });

  it('that there are not are refused, with those that there are', () => {
    const { pipeline } = new OwnStack();

    expect(() => pipeline.patchState('Trian', {})).toThrow(/^The pipeline has no state Trian; it has .*\bTrain\b/);
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
