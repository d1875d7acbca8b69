import { IntegrationPattern, integrationTask, requiredPermissions, s3GetObject } from '@stepmaker/asl';
import { deploymentDefinition, pipelineDefinition } from '@stepmaker/asl/pipeline';
import { describe, expect, it } from 'vitest';
import { allowedActions, stackTemplate, statementsOf } from './stack-template.ts';

const template = stackTemplate();
const roles = Object.entries(template.findResources('AWS::IAM::Role'));
/** What a role is allowed under a condition of the template. */
const CONDITIONAL = /^(ec2|kms):/;

const LOG_DELIVERY_AND_TRACING = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

describe('the role of SageMaker', () => {
  it('may do this and nothing else', () => {
    expect([...new Set(allowedActions(template, 'ExecutionRole'))].filter((action) => !CONDITIONAL.test(action))).toEqual([
      'cloudwatch:PutMetricData',
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:GetAuthorizationToken',
      'ecr:GetDownloadUrlForLayer',
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
    ]);
  });

  it('writes results only: neither data nor code', () => {
    const [write] = statementsOf(template, 'ExecutionRole').filter(({ Action }) => Action === 's3:PutObject');

    expect(write?.Resource).toEqual([
      { 'Fn::Sub': '${Bucket.Arn}/processed-data/*' },
      { 'Fn::Sub': '${Bucket.Arn}/checkpoints/*' },
      { 'Fn::Sub': '${Bucket.Arn}/model-artifacts/*' },
      { 'Fn::Sub': '${Bucket.Arn}/evaluation/*' },
    ]);
  });

  it('reads data elsewhere only where a parameter names it', () => {
    const { Statement } = template.toJSON()['Resources'].ExecutionRole.Properties.Policies[0].PolicyDocument;
    const readData = {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: { 'Fn::Split': [',', { Ref: 'DataArns' }] },
    };

    expect(Statement.at(-1)).toEqual({ 'Fn::If': ['HasDataArns', readData, { Ref: 'AWS::NoValue' }] });
  });
});

describe('the role of the state machine', () => {
  it.each([
    ['PipelineRole', pipelineDefinition],
    ['DeploymentRole', deploymentDefinition],
  ])('%s may do what its definition needs, log and trace', (role, definition) => {
    const needed = new Set(requiredPermissions(definition).flatMap(({ actions }) => actions));

    expect(new Set(allowedActions(template, role).filter((action) => !CONDITIONAL.test(action)))).toEqual(
      new Set([...needed, ...LOG_DELIVERY_AND_TRACING]),
    );
  });

  it('starts and stops executions of the deployment machine alone', () => {
    const statements = statementsOf(template, 'PipelineRole').filter(({ Action }) => JSON.stringify(Action).includes('states:'));

    expect(statements.map(({ Action, Resource }) => ({ Action, Resource }))).toEqual([
      {
        Action: ['states:DescribeExecution', 'states:StopExecution'],
        Resource: {
          'Fn::Sub': 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:${DeploymentStateMachine.Name}:*',
        },
      },
      { Action: 'states:StartExecution', Resource: { Ref: 'DeploymentStateMachine' } },
    ]);
  });

  it.each(['PipelineRole', 'DeploymentRole'])('%s passes one role to SageMaker, and none to other services', (role) => {
    const pass = statementsOf(template, role).filter(({ Action }) => JSON.stringify(Action).includes('iam:'));

    expect(pass).toEqual([
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: { 'Fn::Sub': '${ExecutionRole.Arn}' },
        Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
      },
    ]);
  });

  it('grows with its definition: a task that is added brings its permission with it, and no other', () => {
    const added = integrationTask(s3GetObject, IntegrationPattern.REQUEST_RESPONSE, {
      Arguments: { Bucket: '${BucketName}', Key: 'model-artifacts/latest' },
      End: true,
    });
    const before = requiredPermissions(pipelineDefinition);
    const after = requiredPermissions({ States: { ...pipelineDefinition.States, added } });

    const known = new Set(before.map((permission) => JSON.stringify(permission)));
    expect(after.filter((permission) => !known.has(JSON.stringify(permission)))).toEqual([
      {
        actions: ['s3:GetObject'],
        resource: { kind: 'arn', service: 's3', type: 'object', name: '${BucketName}/model-artifacts/latest' },
      },
    ]);
    expect(() => requiredPermissions({ States: { Odd: { ...added, Resource: 'arn:aws:states:::dynamodb:getItem' } } })).toThrow(
      /^States\.Odd: no integration/,
    );
  });

  it('makes everything with the tags that its conditions ask for', () => {
    const creating = ({ States }: typeof pipelineDefinition): [string, unknown][] =>
      Object.entries(States).filter(([, state]) => state.Type === 'Task' && /:sagemaker:create/.test(state.Resource));
    const jobs = creating(pipelineDefinition);
    const served = creating(deploymentDefinition);

    expect(jobs.map(([name]) => name)).toEqual(['Preprocess', 'Train', 'Evaluate']);
    expect(served.map(([name]) => name)).toEqual(['CreateModel', 'CreateEndpointConfig', 'CreateEndpoint']);
    for (const [, state] of jobs) expect(state).toMatchObject({ Arguments: { Tags: '{% $Run.Tags %}' } });
    for (const [, state] of served) expect(state).toMatchObject({ Arguments: { Tags: '{% $In.Tags %}' } });
  });

  it('invokes the evaluator and publishes to the topic, and no others', () => {
    const statements = statementsOf(template, 'PipelineRole');

    expect(statements.find(({ Action }) => Action.includes('lambda:InvokeFunction'))?.Resource).toEqual({
      'Fn::Sub': '${EvaluatorFunction.Arn}',
    });
    expect(statements.find(({ Action }) => Action.includes('sns:Publish'))?.Resource).toEqual({ Ref: 'NotificationsTopic' });
  });
});

describe('the role of the evaluator', () => {
  it('may do this and nothing else', () => {
    expect(allowedActions(template, 'EvaluatorRole').filter((action) => !CONDITIONAL.test(action))).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
    ]);
  });

  it('writes verdicts only', () => {
    const [write] = statementsOf(template, 'EvaluatorRole').filter(({ Action }) => Action === 's3:PutObject');

    expect(write?.Resource).toEqual({ 'Fn::Sub': '${Bucket.Arn}/evaluation/*/verdict.json' });
  });
});

describe('the role of the lifecycle function', () => {
  it('may do this and nothing else', () => {
    expect(allowedActions(template, 'LifecycleRole').filter((action) => !CONDITIONAL.test(action))).toEqual([
      'lambda:InvokeFunction',
      'logs:CreateLogStream',
      'logs:DeleteLogGroup',
      'logs:DeleteLogStream',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
      's3:AbortMultipartUpload',
      's3:DeleteObject',
      's3:DeleteObjectVersion',
      's3:ListBucketMultipartUploads',
      's3:ListBucketVersions',
      's3:PutObject',
      'sagemaker:DeleteEndpoint',
      'sagemaker:DeleteEndpointConfig',
      'sagemaker:DeleteModel',
      'sagemaker:DeleteProcessingJob',
      'sagemaker:DeleteTrainingJob',
      'sagemaker:ListEndpointConfigs',
      'sagemaker:ListEndpoints',
      'sagemaker:ListModels',
      'sagemaker:ListProcessingJobs',
      'sagemaker:ListTags',
      'sagemaker:ListTrainingJobs',
      'sagemaker:StopProcessingJob',
      'sagemaker:StopTrainingJob',
      'states:ListExecutions',
      'states:StopExecution',
    ]);
  });

  it('invokes itself and no other function', () => {
    const [invoke] = statementsOf(template, 'LifecycleRole').filter(({ Action }) => Action === 'lambda:InvokeFunction');

    expect(invoke?.Resource).toEqual({ 'Fn::Sub': '${LifecycleFunction.Arn}' });
  });
});

describe('every role', () => {
  it.each(roles)('%s is taken up by one service, for this account only', (name, { Properties }) => {
    const [statement, ...more] = Properties.AssumeRolePolicyDocument.Statement;

    expect(more).toEqual([]);
    expect(statement.Principal).toEqual({ Service: expect.stringMatching(/^(lambda|sagemaker|states)\.amazonaws\.com$/) });
    if (name === 'ExecutionRole' || name === 'PipelineRole') {
      const source =
        name === 'PipelineRole'
          ? 'states:${AWS::Region}:${AWS::AccountId}:stateMachine:*'
          : 'sagemaker:${AWS::Region}:${AWS::AccountId}:*';
      expect(statement.Condition).toEqual({
        ArnLike: { 'aws:SourceArn': { 'Fn::Sub': `arn:\${AWS::Partition}:${source}` } },
      });
    }
  });

  it.each(roles)(
    '%s has no managed policy, no wildcard action, makes things in SageMaker with the tag of the stack only, and changes only what has it',
    (name, { Properties }) => {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
      expect(allowedActions(template, name).filter((action) => action.includes('*'))).toEqual([]);
      for (const { Action, Condition } of statementsOf(template, name)) {
        const [, verb] = /sagemaker:(Create|Delete|Stop|Update)/.exec(JSON.stringify(Action)) ?? [];
        if (verb === undefined) continue;
        const key = `aws:${verb === 'Create' ? 'Request' : 'Resource'}Tag/stepmaker:stack`;
        expect(Condition).toEqual({ StringEquals: { [key]: { Ref: 'AWS::StackName' } } });
      }
    },
  );

  it('acts on anything only where AWS knows no resource', () => {
    const onAnything = roles.flatMap(([name]) => statementsOf(template, name).filter(({ Resource }) => Resource === '*'));

    expect([...new Set(onAnything.flatMap(({ Action }) => Action))].sort()).toEqual(
      [
        'cloudwatch:PutMetricData',
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
        'ecr:GetAuthorizationToken',
        ...LOG_DELIVERY_AND_TRACING,
        'sagemaker:ListEndpointConfigs',
        'sagemaker:ListEndpoints',
        'sagemaker:ListModels',
        'sagemaker:ListProcessingJobs',
        'sagemaker:ListTrainingJobs',
      ].sort(),
    );
  });
});
