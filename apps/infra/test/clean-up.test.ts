import { describe, expect, it } from 'vitest';
import { stackTemplate } from './stack-template.ts';

const template = stackTemplate();
const { Resources } = template.toJSON();

describe('the clean-up', () => {
  it('knows what belongs to the stack', () => {
    template.hasResourceProperties('Custom::PipelineCleanUp', {
      ServiceToken: { 'Fn::Sub': '${LifecycleFunction.Arn}' },
      Bucket: { Ref: 'Bucket' },
      StateMachineArns: [{ Ref: 'PipelineStateMachine' }, { Ref: 'DeploymentStateMachine' }],
      EndpointName: { 'Fn::If': ['HasEndpointName', { Ref: 'EndpointName' }, { 'Fn::Sub': '${PipelineStateMachine.Name}' }] },
      TagKey: 'stepmaker:stack',
      TagValue: { Ref: 'AWS::StackName' },
      SecurityGroupIds: { Ref: 'SecurityGroupIds' },
    });
  });

  it('is deleted before everything that it needs', () => {
    expect([...dependenciesOf('CleanUp')].sort()).toEqual([
      'Bucket',
      'BucketPolicy',
      'CleanUpPolicy',
      'DeploymentRole',
      'DeploymentStateMachine',
      'EvaluatorFunction',
      'EvaluatorLogs',
      'EvaluatorRole',
      'ExecutionRole',
      'Files',
      'KeyAccessGrant',
      'KeyAccessUse',
      'LifecycleFunction',
      'LifecycleLogs',
      'LifecycleRole',
      'NetworkAccess',
      'NotificationsTopic',
      'PipelineLogs',
      'PipelineRole',
      'PipelineStateMachine',
    ]);
  });
});

describe('a VPC', () => {
  it('gives SageMaker what it needs to use it, and only where there is one', () => {
    expect(Resources.NetworkAccess).toMatchObject({
      Condition: 'HasSubnetIds',
      Properties: { Roles: [{ Ref: 'ExecutionRole' }] },
    });
  });

  it('lets the clean-up see the network interfaces, and only where there is one', () => {
    expect(Resources.CleanUpPolicy.Properties.PolicyDocument.Statement.at(-1)).toEqual({
      'Fn::If': [
        'HasSubnetIds',
        { Effect: 'Allow', Action: 'ec2:DescribeNetworkInterfaces', Resource: '*' },
        { Ref: 'AWS::NoValue' },
      ],
    });
  });
});

describe("a customer's key", () => {
  it('is used by every role that works with data, given on by those that start SageMaker, and only where there is one', () => {
    const roles = (id: string): string[] => Resources[id].Properties.Roles.map(({ Ref }: { readonly Ref: string }) => Ref);

    const actions = (id: string): string[] =>
      Resources[id].Properties.PolicyDocument.Statement.flatMap(
        ({ Action }: { readonly Action: string | string[] }) => Action,
      ).sort();

    expect(roles('KeyAccessUse')).toEqual(['EvaluatorRole', 'LifecycleRole']);
    expect(actions('KeyAccessUse')).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    expect(roles('KeyAccessGrant')).toEqual(['ExecutionRole', 'PipelineRole', 'DeploymentRole']);
    expect(actions('KeyAccessGrant')).toEqual(['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey']);
    expect([Resources.KeyAccessUse.Condition, Resources.KeyAccessGrant.Condition]).toEqual(['HasKmsKeyArn', 'HasKmsKeyArn']);
  });

  it.each(['NetworkAccess', 'KeyAccessUse', 'KeyAccessGrant'])(
    '%s is there before an execution of the pipeline can start',
    (policy) => {
      expect(dependenciesOf('PipelineStateMachine')).toContain(policy);
    },
  );

  it('may be used before anything is published with it', () => {
    expect(Resources.Files.Properties.After).toEqual({ 'Fn::If': ['HasKmsKeyArn', { Ref: 'KeyAccessUse' }, ''] });
  });
});

/** Every resource that CloudFormation creates before and deletes after the one named, by reference or by `DependsOn`. */
function dependenciesOf(id: string, known = new Set<string>()): Set<string> {
  const text = JSON.stringify(Resources[id]);
  const named = [...text.matchAll(/"Ref":"(\w+)"|\$\{(\w+)(?:\.\w+)?\}/g)].map(([, ref, sub]) => (ref ?? sub) as string);
  for (const other of [...named, ...(Resources[id].DependsOn ?? [])]) {
    if (!(other in Resources) || known.has(other)) continue;
    known.add(other);
    dependenciesOf(other, known);
  }
  return known;
}
