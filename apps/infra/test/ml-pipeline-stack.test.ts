import { deploymentSubstitutions, deploymentVariant, pipelineSubstitutions, pipelineVariant } from '@stepmaker/asl/pipeline';
import { REGIONS_WITHOUT_IMAGE, SCIKIT_LEARN_ACCOUNTS } from '@stepmaker/pipeline-cdk/constructs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stackTemplate } from './stack-template.ts';

const template = stackTemplate();
const { Parameters, Resources, Outputs, Conditions } = template.toJSON();

describe('the bucket', () => {
  it('is encrypted, versioned and closed to the public', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: { 'Fn::If': ['HasKmsKeyArn', 'aws:kms', 'AES256'] },
              KMSMasterKeyID: { 'Fn::If': ['HasKmsKeyArn', { Ref: 'KmsKeyArn' }, { Ref: 'AWS::NoValue' }] },
            },
          },
        ],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  it('answers over TLS only', () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: [{ 'Fn::Sub': '${Bucket.Arn}' }, { 'Fn::Sub': '${Bucket.Arn}/*' }],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    });
  });

  it('lets what can be made again expire, and never a model', () => {
    const { Rules } = Resources.Bucket.Properties.LifecycleConfiguration;

    expect(Rules).toEqual([
      { Status: 'Enabled', Prefix: 'processed-data/', ExpirationInDays: { Ref: 'DataRetentionDays' } },
      { Status: 'Enabled', Prefix: 'checkpoints/', ExpirationInDays: 7 },
      {
        Status: 'Enabled',
        NoncurrentVersionExpiration: { NoncurrentDays: { Ref: 'DataRetentionDays' } },
        ExpiredObjectDeleteMarker: true,
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
      {
        Status: 'Enabled',
        Prefix: 'model-artifacts/',
        Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 30 }],
      },
    ]);
  });

  it('sends new objects to EventBridge, and writes access logs where a bucket for them is given', () => {
    expect(Resources.Bucket.Properties).toMatchObject({
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LoggingConfiguration: {
        'Fn::If': [
          'HasAccessLogBucketName',
          { DestinationBucketName: { Ref: 'AccessLogBucketName' }, LogFilePrefix: 'access/' },
          { Ref: 'AWS::NoValue' },
        ],
      },
    });
  });

  it('goes with the stack, but stays when an update gives it another name', () => {
    template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Retain' });
  });

  it('has the given name, or a generated one', () => {
    expect(Resources.Bucket.Properties.BucketName).toEqual({
      'Fn::If': ['HasS3BucketName', { Ref: 'S3BucketName' }, { Ref: 'AWS::NoValue' }],
    });
  });
});

describe.each([
  {
    id: 'PipelineStateMachine',
    file: 'pipeline',
    start: 'ml-pipeline',
    // The policies come first, and stay until the clean-up is over.
    vpc: { 'Fn::Select': [0, ['-vpc', { Ref: 'NetworkAccess' }]] },
    kms: { 'Fn::Select': [0, ['-kms', { Ref: 'KeyAccessGrant' }]] },
    variantOf: pipelineVariant,
    substitutions: pipelineSubstitutions,
  },
  {
    id: 'DeploymentStateMachine',
    file: 'deployment',
    start: 'ml-pipeline-deployment',
    vpc: '-vpc',
    kms: '-kms',
    variantOf: deploymentVariant,
    substitutions: deploymentSubstitutions,
  },
])('$id', ({ id, file, start, vpc, kms, variantOf, substitutions }) => {
  const { Properties } = Resources[id];

  it('is made from the definition in the bucket, once that is there', () => {
    expect(Properties.DefinitionS3Location).toEqual({
      Bucket: { Ref: 'Bucket' },
      Key: {
        'Fn::Sub': [
          expect.stringMatching(new RegExp(`^state-machine/[0-9a-f]{12}/${file}\\$\\{Vpc\\}\\$\\{Kms\\}\\.asl\\.json$`)),
          { Vpc: { 'Fn::If': ['HasSubnetIds', vpc, ''] }, Kms: { 'Fn::If': ['HasKmsKeyArn', kms, ''] } },
        ],
      },
    });
    expect(Resources[id].DependsOn).toContain('Files');
  });

  it('has a value for every token of the definition', () => {
    const whole = variantOf({ hasVpc: true, hasKmsKey: true });
    const tokens = [...JSON.stringify(whole).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);

    expect(Object.keys(Properties.DefinitionSubstitutions)).toEqual(expect.arrayContaining(tokens));
    expect(Object.keys(Properties.DefinitionSubstitutions).sort()).toEqual(Object.keys(substitutions).sort());
  });

  it('logs everything to the group of the pipeline, and traces', () => {
    expect(Properties).toMatchObject({
      LoggingConfiguration: {
        Level: 'ALL',
        IncludeExecutionData: true,
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::Sub': '${PipelineLogs.Arn}' } } }],
      },
      TracingConfiguration: { Enabled: true },
    });
    expect(Resources.PipelineLogs.Properties.LogGroupName).toEqual({ 'Fn::Sub': '/aws/vendedlogs/states/${AWS::StackName}' });
  });

  it('is named so that people find it, and that two stacks do not meet', () => {
    const uuid = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };

    expect(Properties.StateMachineName).toEqual({
      'Fn::Join': ['-', [start, { 'Fn::Select': [0, { 'Fn::Split': ['-', uuid] }] }]],
    });
  });
});

describe('the functions', () => {
  it.each(['Evaluator', 'Lifecycle'])('%s runs inline code on Node 24 and logs to a group that the stack owns', (name) => {
    expect(Resources[`${name}Function`].Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: `exports.handler = "${name.toLowerCase()}"` },
      Role: { 'Fn::Sub': `\${${name}Role.Arn}` },
      LoggingConfig: { LogGroup: { Ref: `${name}Logs` } },
    });
  });
});

describe('log groups', () => {
  it('all forget after the chosen time', () => {
    const groups = Object.values(template.findResources('AWS::Logs::LogGroup'));

    expect(groups.map(({ Properties }) => Properties.RetentionInDays)).toEqual(groups.map(() => ({ Ref: 'LogRetentionDays' })));
    expect(groups).toHaveLength(3);
  });
});

describe('the topic', () => {
  it('takes messages over TLS only, and sends them to the given address', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    });
    template.hasResource('AWS::SNS::Subscription', {
      Condition: 'HasNotificationEmail',
      Properties: { Protocol: 'email', Endpoint: { Ref: 'NotificationEmail' } },
    });
  });
});

describe('the published files', () => {
  it('are where the machine looks for them', () => {
    template.hasResourceProperties('Custom::PipelineFiles', {
      ServiceToken: { 'Fn::Sub': '${LifecycleFunction.Arn}' },
      Bucket: { Ref: 'Bucket' },
      Files: Match.stringLikeRegexp('^[!#-[\\]-~]+$'),
    });
    expect(Resources.PipelineStateMachine.Properties.DefinitionSubstitutions.CodePrefix).toMatch(/^code\/[0-9a-f]{12}$/);
  });
});

describe('tags', () => {
  it('name the stack on every resource that takes tags, but for roles and log groups', () => {
    const untaggable =
      /^(Custom::|AWS::IAM::(Policy|Role)$|AWS::Logs::LogGroup$|AWS::S3::BucketPolicy|AWS::SNS::(TopicPolicy|Subscription))/;
    const untagged = Object.keys(Resources).filter(
      (id) =>
        !untaggable.test(Resources[id].Type) && !JSON.stringify(Resources[id].Properties?.Tags ?? []).includes('stepmaker:stack'),
    );

    expect(untagged).toEqual([]);
  });
});

describe('parameters', () => {
  it('all have defaults: a bare create-stack works', () => {
    const defaults = Object.fromEntries(Object.keys(Parameters).map((name) => [name, Parameters[name].Default]));

    expect(defaults).toEqual({
      S3BucketName: '',
      ModelPerformanceThreshold: 0.7,
      ProcessingInstanceType: 'ml.m5.large',
      TrainingInstanceType: 'ml.m5.large',
      EndpointInstanceType: '',
      EndpointName: '',
      ScikitLearnImageTag: '1.4-2-py312-cpu-py3',
      NotificationEmail: '',
      LogRetentionDays: '30',
      DataRetentionDays: 30,
      SubnetIds: '',
      SecurityGroupIds: '',
      EnableNetworkIsolation: 'false',
      KmsKeyArn: '',
      DataArns: '',
      AccessLogBucketName: '',
    });
  });

  it.each([
    ['S3BucketName', ['', 'ml-pipeline-bucket-1764000000', 'a.b'], ['Capital', '-a', 'ab', 'a'.repeat(64)]],
    ['ProcessingInstanceType', ['ml.m5.large', 'ml.p4d.24xlarge'], ['m5.large', '', 'ml.m5', 'ml.m5.big', 'ml.m5.large2']],
    ['TrainingInstanceType', ['ml.m5.large', 'ml.g5.2xlarge'], ['m5.large', '', 'ml.m5']],
    ['EndpointInstanceType', ['', 'ml.t2.medium', 'ml.inf2.xlarge'], ['t2.medium', 'ml.t2.']],
    ['EndpointName', ['', 'houses-1', 'a'.repeat(63)], ['-a', 'a_b', 'a'.repeat(64)]],
    ['ScikitLearnImageTag', ['1.4-2-py312-cpu-py3', '1.2-1-cpu-py3'], ['', ':latest', 'a/b']],
    ['SubnetIds', ['', 'subnet-0a1', 'subnet-0a1,subnet-0b2'], ['subnet-', 'subnet-0a1,', 'sg-0a1']],
    ['SecurityGroupIds', ['', 'sg-0a1'], ['subnet-0a1', 'sg-0a1, sg-0b2']],
    ['KmsKeyArn', ['', 'arn:aws-cn:kms:cn-north-1:123456789012:key/0a-1b'], ['alias/mine', 'arn:aws:kms:us-east-1:1:key/a']],
    [
      'DataArns',
      ['', 'arn:aws:s3:::data,arn:aws:s3:::data/a=b/*'],
      ['data', "arn:aws:s3:::d'", 'arn:aws:s3:::a,', 'arn:aws:s3:::a, arn:aws:s3:::b'],
    ],
    ['NotificationEmail', ['', 'me@example.com'], ['me', 'me@', 'a b@example.com']],
  ])('%s takes what AWS takes and refuses the rest', (name, good, bad) => {
    // CloudFormation matches the whole value.
    const pattern = new RegExp(`^(?:${Parameters[name].AllowedPattern})$`);

    expect(good.filter((value) => !pattern.test(value))).toEqual([]);
    expect(bad.filter((value) => pattern.test(value))).toEqual([]);
  });

  it('keep numbers within what they can mean', () => {
    expect(Parameters.ModelPerformanceThreshold).toMatchObject({ Type: 'Number', MinValue: -1, MaxValue: 1 });
    expect(Parameters.DataRetentionDays).toMatchObject({ Type: 'Number', MinValue: 1 });
    expect(Parameters.LogRetentionDays.AllowedValues).toContain('30');
  });
});

describe('the image', () => {
  it('is missing from the mapping in the regions that have none, so that CloudFormation refuses the stack', () => {
    expect(REGIONS_WITHOUT_IMAGE.filter((region) => region in template.toJSON()['Mappings'].ScikitLearnAccounts)).toEqual([]);
  });

  it('is known in every region where AWS publishes it, and in no other', () => {
    expect(template.toJSON()['Mappings'].ScikitLearnAccounts).toEqual(
      Object.fromEntries(Object.entries(SCIKIT_LEARN_ACCOUNTS).map(([region, Id]) => [region, { Id }])),
    );
    expect(Object.keys(SCIKIT_LEARN_ACCOUNTS)).toHaveLength(37);
    expect(Object.values(SCIKIT_LEARN_ACCOUNTS).filter((account) => !/^\d{12}$/.test(account))).toEqual([]);
  });

  it("comes from the registry of the stack's own region and partition", () => {
    expect(Resources.PipelineStateMachine.Properties.DefinitionSubstitutions.ImageUri).toEqual({
      'Fn::Sub': [
        '${Account}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/sagemaker-scikit-learn:${ScikitLearnImageTag}',
        { Account: { 'Fn::FindInMap': ['ScikitLearnAccounts', { Ref: 'AWS::Region' }, 'Id'] } },
      ],
    });
  });
});

describe('outputs', () => {
  it('are what clients need to find everything by the name of the stack', () => {
    expect(Object.keys(Outputs)).toEqual([
      'StateMachineArn',
      'DeploymentStateMachineArn',
      'BucketName',
      'EndpointName',
      'TopicArn',
      'ExecutionRoleArn',
      'LogGroupName',
      'CodeUri',
    ]);
  });

  it('are exported as far as add-on stacks import them', () => {
    const exported = Object.keys(Outputs).filter((name) => Outputs[name].Export);

    expect(exported).toEqual(['StateMachineArn', 'BucketName', 'EndpointName']);
    expect(Outputs.BucketName.Export).toEqual({ Name: { 'Fn::Sub': '${AWS::StackName}-BucketName' } });
  });

  it('name the endpoint as the machine does', () => {
    const machine = Resources.PipelineStateMachine.Properties;

    // An empty one stands for the machine's own name.
    expect(machine.DefinitionSubstitutions.EndpointName).toEqual({ Ref: 'EndpointName' });
    expect(Outputs.EndpointName.Value).toEqual({
      'Fn::If': ['HasEndpointName', { Ref: 'EndpointName' }, { 'Fn::Sub': '${PipelineStateMachine.Name}' }],
    });
  });
});

describe('the template', () => {
  it('asks for no bootstrap and no named IAM resource', () => {
    const text = JSON.stringify(template.toJSON());

    expect(Parameters).not.toHaveProperty('BootstrapVersion');
    expect(text).not.toMatch(/RoleName|ManagedPolicyName|CDKMetadata|cdk-hnb659fds|aws:cdk:path/);
  });

  it('has no condition that nothing uses', () => {
    const text = JSON.stringify([Resources, Outputs]);

    expect(Object.keys(Conditions).filter((name) => !text.includes(`"${name}"`))).toEqual([]);
  });
});
