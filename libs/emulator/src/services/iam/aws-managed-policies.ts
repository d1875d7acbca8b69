import type { Statement } from '@stepmaker/iam-policy';
import { parseArn } from '../../core/arn.ts';

type Allowed = readonly [actions: Statement['Action'], resources?: Statement['Resource'], condition?: Statement['Condition']];

/**
 * What the policies that AWS itself keeps allow, for those which state machines, functions and jobs are given most often; each as AWS's page
 * of it says, as far as the services here go.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const POLICIES: Readonly<Record<string, readonly Allowed[]>> = {
  AdministratorAccess: [['*']],
  AmazonEC2ContainerRegistryReadOnly: [
    [
      [
        'ecr:GetAuthorizationToken',
        'ecr:BatchCheckLayerAvailability',
        'ecr:GetDownloadUrlForLayer',
        'ecr:GetRepositoryPolicy',
        'ecr:DescribeRepositories',
        'ecr:ListImages',
        'ecr:DescribeImages',
        'ecr:BatchGetImage',
      ],
    ],
  ],
  AmazonEventBridgeFullAccess: [
    [['events:*', 'schemas:*', 'scheduler:*']],
    ['iam:PassRole', 'arn:aws:iam::*:role/*', { StringLike: { 'iam:PassedToService': 'events.amazonaws.com' } }],
    ['iam:PassRole', 'arn:aws:iam::*:role/*', { StringLike: { 'iam:PassedToService': 'scheduler.amazonaws.com' } }],
  ],
  AmazonS3FullAccess: [[['s3:*', 's3-object-lambda:*']]],
  AmazonS3ReadOnlyAccess: [[['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*']]],
  AmazonSNSFullAccess: [['sns:*']],
  AmazonSNSReadOnlyAccess: [[['sns:GetTopicAttributes', 'sns:List*', 'sns:CheckIfPhoneNumberIsOptedOut']]],
  AmazonSSMFullAccess: [[['ssm:*', 'cloudwatch:PutMetricData']]],
  AmazonSSMReadOnlyAccess: [[['ssm:Describe*', 'ssm:Get*', 'ssm:List*']]],
  AmazonSageMakerFullAccess: [
    [['sagemaker:*']],
    [
      [
        'logs:CreateLogDelivery',
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DeleteLogDelivery',
        'logs:Describe*',
        'logs:GetLogDelivery',
        'logs:GetLogEvents',
        'logs:ListLogDeliveries',
        'logs:PutLogEvents',
        'logs:PutResourcePolicy',
        'logs:UpdateLogDelivery',
      ],
    ],
    [
      [
        'cloudwatch:DeleteAlarms',
        'cloudwatch:DescribeAlarms',
        'cloudwatch:GetMetricData',
        'cloudwatch:GetMetricStatistics',
        'cloudwatch:ListMetrics',
        'cloudwatch:PutMetricAlarm',
        'cloudwatch:PutMetricData',
      ],
    ],
    [
      [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:GetAuthorizationToken',
        'ecr:GetDownloadUrlForLayer',
        'ecr:Describe*',
      ],
    ],
    [
      ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
      ['arn:aws:s3:::*SageMaker*', 'arn:aws:s3:::*Sagemaker*', 'arn:aws:s3:::*sagemaker*', 'arn:aws:s3:::*aws-glue*'],
    ],
    ['s3:GetObject', 'arn:aws:s3:::*', { StringEqualsIgnoreCase: { 's3:ExistingObjectTag/SageMaker': 'true' } }],
    [['s3:CreateBucket', 's3:GetBucketLocation', 's3:ListBucket', 's3:ListAllMyBuckets', 's3:GetBucketCors', 's3:PutBucketCors']],
    [
      'lambda:InvokeFunction',
      [
        'arn:aws:lambda:*:*:function:*SageMaker*',
        'arn:aws:lambda:*:*:function:*sagemaker*',
        'arn:aws:lambda:*:*:function:*Sagemaker*',
      ],
    ],
    [
      ['sns:Subscribe', 'sns:CreateTopic', 'sns:Publish'],
      ['arn:aws:sns:*:*:*SageMaker*', 'arn:aws:sns:*:*:*Sagemaker*', 'arn:aws:sns:*:*:*sagemaker*'],
    ],
    [
      'iam:PassRole',
      'arn:aws:iam::*:role/*AmazonSageMaker*',
      { StringEquals: { 'iam:PassedToService': ['glue.amazonaws.com', 'robomaker.amazonaws.com', 'states.amazonaws.com'] } },
    ],
    ['iam:PassRole', 'arn:aws:iam::*:role/*', { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } }],
  ],
  AWSCloudFormationFullAccess: [['cloudformation:*']],
  AWSLambda_FullAccess: [
    [
      [
        'lambda:*',
        'logs:DescribeLogGroups',
        'states:DescribeStateMachine',
        'states:ListStateMachines',
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListAttachedRolePolicies',
        'iam:ListRolePolicies',
        'iam:ListRoles',
      ],
    ],
    ['iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }],
  ],
  AWSStepFunctionsFullAccess: [
    ['states:*'],
    ['iam:PassRole', 'arn:aws:iam::*:role/service-role/*', { StringEquals: { 'iam:PassedToService': 'states.amazonaws.com' } }],
  ],
  AWSStepFunctionsReadOnlyAccess: [[['states:List*', 'states:Describe*', 'states:Get*']]],
  AWSXRayDaemonWriteAccess: [
    [
      [
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
        'xray:GetSamplingStatisticSummaries',
      ],
    ],
  ],
  AWSXrayReadOnlyAccess: [[['xray:Get*', 'xray:BatchGet*', 'xray:List*']]],
  CloudWatchFullAccess: [[['cloudwatch:*', 'logs:*', 'sns:*', 'iam:GetRole', 'iam:GetPolicy', 'iam:GetPolicyVersion']]],
  CloudWatchLogsFullAccess: [[['logs:*', 'cloudwatch:GenerateQuery']]],
  CloudWatchLogsReadOnlyAccess: [
    [
      [
        'logs:Describe*',
        'logs:Get*',
        'logs:List*',
        'logs:StartQuery',
        'logs:StopQuery',
        'logs:TestMetricFilter',
        'logs:FilterLogEvents',
      ],
    ],
  ],
  CloudWatchReadOnlyAccess: [
    [
      [
        'cloudwatch:Describe*',
        'cloudwatch:Get*',
        'cloudwatch:List*',
        'logs:Get*',
        'logs:List*',
        'logs:Describe*',
        'logs:FilterLogEvents',
        'sns:Get*',
        'sns:List*',
      ],
    ],
  ],
  IAMFullAccess: [['iam:*']],
  IAMReadOnlyAccess: [
    [
      [
        'iam:GenerateCredentialReport',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:Get*',
        'iam:List*',
        'iam:SimulateCustomPolicy',
        'iam:SimulatePrincipalPolicy',
      ],
    ],
  ],
  'service-role/AWSLambdaBasicExecutionRole': [[['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']]],
  'service-role/AWSLambdaRole': [['lambda:InvokeFunction']],
  'service-role/AWSLambdaVPCAccessExecutionRole': [
    [
      [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'ec2:CreateNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:DeleteNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
    ],
  ],
};

/** The JSON of a policy that AWS keeps, by its ARN; undefined for one that the embedded AWS does not have. */
export function awsManagedPolicy(arn: string): string | undefined {
  const allowed = POLICIES[arn.replace(/^arn:aws[\w-]*:iam::aws:policy\//u, '')];
  if (allowed === undefined || !arn.includes('::aws:policy/')) return undefined;
  const partition = parseArn(arn)?.partition ?? 'aws';
  const Statement = allowed.map(([Action, Resource = '*', Condition]) => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...(Condition === undefined ? {} : { Condition }),
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement }).replaceAll(/(?<="arn:)aws(?=:)/gu, partition);
}
