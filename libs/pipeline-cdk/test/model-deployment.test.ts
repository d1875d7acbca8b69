import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { MlPipeline, ModelDeployment, type ModelDeploymentProps } from '../src/index.ts';
import { ARTIFACTS } from './synthesise.ts';

const MACHINE = 'AWS::StepFunctions::StateMachine';
const KEY_ARN = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const VPC = { subnetIds: ['subnet-0a1', 'subnet-0b2'], securityGroupIds: 'sg-0c3' };

/** A stack that only deploys models. */
function deploymentStack(props: ModelDeploymentProps | ((stack: Stack) => ModelDeploymentProps) = {}) {
  const stack = new Stack(new App(), 'releases');
  const deployment = new ModelDeployment(stack, 'Deployment', typeof props === 'function' ? props(stack) : props);
  return { stack, deployment };
}

/** The types of the resources of a stack, sorted. */
function typesOf(stack: Stack): readonly string[] {
  return Object.values<{ Type: string }>(Template.fromStack(stack).toJSON()['Resources'])
    .map(({ Type }) => Type)
    .sort();
}

// biome-ignore lint/suspicious/noExplicitAny: a template is looked into as it is
function resourceOf(stack: Stack, type: string): any {
  const [resource, ...more] = Object.values(Template.fromStack(stack).findResources(type));
  if (resource === undefined || more.length > 0) throw new Error(`The stack does not have exactly one ${type}`);
  return resource;
}

describe('a deployment machine alone', () => {
  it('needs no properties, and no bucket, function or asset', () => {
    const { stack } = deploymentStack();

    expect(typesOf(stack)).toEqual(['AWS::IAM::Role', 'AWS::IAM::Role', 'AWS::Logs::LogGroup', MACHINE]);
    expect(JSON.parse(resourceOf(stack, MACHINE).Properties.DefinitionString)).toMatchObject({
      StartAt: 'ValidateInput',
      States: { CreateModel: { Arguments: { ExecutionRoleArn: '${SageMakerRoleArn}' } } },
    });
    expect(resourceOf(stack, MACHINE).Properties).toMatchObject({
      DefinitionSubstitutions: {
        StackName: { 'Fn::Sub': '${AWS::StackName}-deployment' },
        EnableNetworkIsolation: 'false',
        SubnetIds: '',
        KmsKeyArn: '',
      },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true },
    });
    expect(resourceOf(stack, 'AWS::Logs::LogGroup').Properties).toEqual({
      LogGroupName: { 'Fn::Sub': '/aws/vendedlogs/states/${AWS::StackName}-deployment' },
      RetentionInDays: 30,
    });
  });

  it('has the permissions of the deployment role of a pipeline, on things with its own tag', () => {
    const { stack } = deploymentStack({ deploymentName: 'ml' });
    const other = new Stack(new App(), 'other');
    new MlPipeline(other, 'Pipeline', { artifacts: ARTIFACTS, pipelineName: 'ml' });
    const statementsOf = (of: Stack, id: RegExp): object[] => {
      const roles = Object.entries(Template.fromStack(of).findResources('AWS::IAM::Role'));
      const [, role] = roles.find(([name]) => id.test(name)) ?? [];
      return role?.['Properties'].Policies[0].PolicyDocument.Statement.map(
        ({ Resource: _, ...rest }: { Resource: unknown }) => rest,
      );
    };

    const statements = statementsOf(stack, /^DeploymentRole/);
    expect(statements).toEqual(statementsOf(other, /DeploymentRole/));
    expect(JSON.stringify(statements)).toContain('"aws:ResourceTag/stepmaker:stack":"ml"');
  });

  it('lets a principal start executions and describe them', () => {
    const { stack, deployment } = deploymentStack();
    const releaser = new Role(stack, 'Releaser', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });

    deployment.grantStartExecution(releaser);

    const machine = { Ref: Object.keys(Template.fromStack(stack).findResources(MACHINE))[0] };
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'states:StartExecution', Resource: machine },
          { Effect: 'Allow', Action: 'states:DescribeExecution', Resource: Match.anyValue() },
        ],
      },
      Roles: [{ Ref: Match.stringLikeRegexp('^Releaser') }],
    });
  });

  it('is granted the model archives by their bucket', () => {
    const { stack, deployment } = deploymentStack();

    new Bucket(stack, 'Models').grantRead(deployment.executionRole);

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: ['s3:GetObject*', 's3:GetBucket*', 's3:List*'], Resource: Match.anyValue() }],
      },
    });
  });

  it('uses roles and a log group that it is given, and creates only the machine then', () => {
    const { stack } = deploymentStack((scope) => ({
      role: Role.fromRoleArn(scope, 'Machines', 'arn:aws:iam::123456789012:role/machines'),
      executionRole: Role.fromRoleArn(scope, 'Models', 'arn:aws:iam::123456789012:role/models'),
      logGroup: LogGroup.fromLogGroupName(scope, 'Logs', '/aws/vendedlogs/states/shared'),
      kmsKeyArn: KEY_ARN,
      ...VPC,
    }));

    expect(typesOf(stack)).toEqual([MACHINE]);
    expect(resourceOf(stack, MACHINE).Properties).toMatchObject({
      RoleArn: 'arn:aws:iam::123456789012:role/machines',
      DefinitionSubstitutions: { SageMakerRoleArn: 'arn:aws:iam::123456789012:role/models' },
    });
    expect(JSON.stringify(resourceOf(stack, MACHINE).Properties.LoggingConfiguration)).toContain(
      ':log-group:/aws/vendedlogs/states/shared:*',
    );
  });

  it('takes a VPC and a key: models get both, and the machine waits for their policies', () => {
    const { stack } = deploymentStack({ ...VPC, kmsKeyArn: KEY_ARN, enableNetworkIsolation: true });
    const machine = resourceOf(stack, MACHINE);
    const { States } = JSON.parse(machine.Properties.DefinitionString);

    expect(States.CreateModel.Arguments).toHaveProperty('VpcConfig');
    expect(States.CreateEndpointConfig.Arguments).toHaveProperty('KmsKeyId');
    expect(machine.Properties.DefinitionSubstitutions).toMatchObject({
      SubnetIds: 'subnet-0a1,subnet-0b2',
      SecurityGroupIds: 'sg-0c3',
      KmsKeyArn: KEY_ARN,
      EnableNetworkIsolation: 'true',
    });
    const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
    expect(machine.DependsOn.map((id: string) => policies[id]?.['Properties'].PolicyName).sort()).toEqual([
      'grant-key',
      'network',
    ]);
  });

  it('takes parameters that may be left empty: conditions choose the definition', () => {
    const { stack } = deploymentStack((scope) => ({
      subnetIds: new CfnParameter(scope, 'Subnets', { default: '' }).valueAsString,
      securityGroupIds: new CfnParameter(scope, 'Groups', { default: '' }).valueAsString,
      kmsKeyArn: new CfnParameter(scope, 'Key', { default: '' }).valueAsString,
    }));

    const [condition, withVpc, without] = resourceOf(stack, MACHINE).Properties.DefinitionString['Fn::If'];
    const [definition, policy] = withVpc['Fn::Select'][1];
    expect(Template.fromStack(stack).toJSON()['Conditions'][condition]).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Subnets' }, ''] }],
    });
    expect(definition['Fn::If']).toHaveLength(3);
    expect(policy).toEqual({ Ref: expect.stringMatching(/NetworkAccess/) });
    expect(JSON.parse(without['Fn::If'][2]).States.CreateModel.Arguments).not.toHaveProperty('VpcConfig');
  });

  it('can stand beside a pipeline: names and tags differ', () => {
    const { stack } = deploymentStack();
    new MlPipeline(stack, 'Pipeline', { artifacts: ARTIFACTS });

    const names = Object.values(Template.fromStack(stack).findResources('AWS::Logs::LogGroup')).map(
      ({ Properties }) => Properties.LogGroupName,
    );
    const given = names.filter((name) => name !== undefined).map((name) => JSON.stringify(name));
    expect(new Set(given).size).toBe(given.length);
  });

  it.each<[string, ModelDeploymentProps]>([
    ['deploymentName must match', { deploymentName: 'a b' }],
    ['kmsKeyArn must match', { kmsKeyArn: 'alias/mine' }],
    ['logRetentionDays must be one of 1, 3, 5', { logRetentionDays: 31 }],
    ['subnetIds and securityGroupIds go together', { subnetIds: ['subnet-0a1'] }],
  ])('refuses what AWS would refuse: %s', (message, props) => {
    expect(() => deploymentStack(props)).toThrow(`ModelDeployment: ${message}`);
  });
});
