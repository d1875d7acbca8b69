import { MAX_TEMPLATE_BODY_BYTES } from '@stepmaker/stack-deployer';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ADD_ONS } from '../src/stages/stage-config.ts';
import { measureTemplate, PART_BUDGETS } from '../src/template-size.ts';
import { addOnTemplate, stackTemplate, statementsOf } from './stack-template.ts';

const templates = Object.fromEntries(ADD_ONS.map((addOn) => [addOn, addOnTemplate(addOn)])) as Record<
  (typeof ADD_ONS)[number],
  Template
>;

function resourceTypes(template: Template): string[] {
  const resources: Record<string, { Type: string }> = template.toJSON()['Resources'];
  return [...new Set(Object.values(resources).map(({ Type }) => Type))].sort();
}

describe('every add-on', () => {
  it.each(ADD_ONS)('%s has a default for each parameter, needs no bootstrap and no capability but IAM', (addOn) => {
    const { Parameters } = templates[addOn].toJSON();

    expect(Object.keys(Parameters).filter((name) => Parameters[name].Default === undefined)).toEqual([]);
    expect(JSON.stringify(templates[addOn].toJSON())).not.toMatch(/RoleName|ManagedPolicyName|cdk-hnb659fds|"Transform"/);
  });

  it.each(ADD_ONS)('%s is small enough for --template-body, with the longest code that a function may have', (addOn) => {
    const { json } = measureTemplate(templates[addOn].toJSON() as never);

    expect(json + PART_BUDGETS.lifecycle).toBeLessThanOrEqual(MAX_TEMPLATE_BODY_BYTES);
  });

  it.each(ADD_ONS)('%s imports nothing but what the core exports', (addOn) => {
    const { Outputs } = stackTemplate().toJSON();
    const exported = Object.keys(Outputs).filter((name) => Outputs[name].Export);
    const imported = [...JSON.stringify(templates[addOn].toJSON()).matchAll(/\$\{PipelineStackName\}-(\w+)"/g)].map(
      ([, name]) => name as string,
    );

    expect(imported.filter((name) => !exported.includes(name))).toEqual([]);
  });

  it.each(ADD_ONS)('%s tags what it makes with the name of the pipeline', (addOn) => {
    const untaggable =
      /^(Custom::.+|AWS::(Budgets::Budget|Events::Rule|Scheduler::Schedule|CloudWatch::Dashboard|EC2::SubnetRouteTableAssociation|IAM::Policy|S3::BucketPolicy|SNS::(TopicPolicy|Subscription)|SQS::QueuePolicy))$/;
    const { Resources } = templates[addOn].toJSON();
    const untagged = Object.keys(Resources).filter(
      (id) => !untaggable.test(Resources[id].Type) && !JSON.stringify(Resources[id].Properties).includes('stepmaker:stack'),
    );

    expect(untagged).toEqual([]);
  });

  it('makes resources of these types, and of no others', () => {
    expect(Object.fromEntries(ADD_ONS.map((addOn) => [addOn, resourceTypes(templates[addOn])]))).toEqual({
      network: [
        'AWS::EC2::FlowLog',
        'AWS::EC2::RouteTable',
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::Subnet',
        'AWS::EC2::SubnetRouteTableAssociation',
        'AWS::EC2::VPC',
        'AWS::EC2::VPCEndpoint',
        'AWS::IAM::Role',
        'AWS::Logs::LogGroup',
      ],
      governance: [
        'AWS::CloudTrail::Trail',
        'AWS::IAM::Role',
        'AWS::Lambda::Function',
        'AWS::Logs::LogGroup',
        'AWS::S3::Bucket',
        'AWS::S3::BucketPolicy',
        'Custom::LogBucketCleanUp',
      ],
      observability: [
        'AWS::Budgets::Budget',
        'AWS::CloudWatch::Alarm',
        'AWS::CloudWatch::Dashboard',
        'AWS::SNS::Subscription',
        'AWS::SNS::Topic',
        'AWS::SNS::TopicPolicy',
      ],
      triggers: ['AWS::Events::Rule', 'AWS::IAM::Role', 'AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'AWS::Scheduler::Schedule'],
    });
  });
});

describe('observability', () => {
  const template = templates.observability;

  it('watches every bad end of a run, and errors and latency of the endpoint', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

    expect(alarms.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`)).toEqual([
      'AWS/States ExecutionsFailed',
      'AWS/States ExecutionsTimedOut',
      'AWS/States ExecutionsAborted',
      'AWS/States ExecutionThrottled',
      'AWS/SageMaker Invocation5XXErrors',
      'AWS/SageMaker ModelLatency',
    ]);
    for (const { AlarmActions, OKActions, TreatMissingData } of alarms) {
      expect([AlarmActions, OKActions]).toEqual([[{ Ref: 'AlarmTopic' }], [{ Ref: 'AlarmTopic' }]]);
      expect(TreatMissingData).toBe('notBreaching');
    }
    expect(alarms.at(-1)?.Threshold).toEqual({ 'Fn::Sub': '${EndpointLatencyMilliseconds}000' });
  });

  it('outputs a topic to which CloudWatch and Budgets of this account may publish, but not over plain HTTP', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'] },
            Action: 'sns:Publish',
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ],
      },
    });
    expect(JSON.stringify(template.toJSON())).not.toContain('alias/aws/sns');
  });

  it('counts the costs of what carries the tag, when a budget is given', () => {
    template.hasResource('AWS::Budgets::Budget', {
      Condition: 'HasBudget',
      Properties: { Budget: { CostFilters: { TagKeyValue: [{ 'Fn::Sub': 'user:stepmaker:stack$${PipelineStackName}' }] } } },
    });
  });

  it('draws a dashboard of the body that CloudWatch reads', () => {
    const [body, names] = template.toJSON()['Resources'].Dashboard.Properties.DashboardBody['Fn::Sub'];

    const tokens = [...body.matchAll(/\$\{(\w+)\}/g)].map(([, token]: RegExpMatchArray) => token);
    expect([...new Set(tokens)].sort()).toEqual(Object.keys(names).sort());
    expect(JSON.parse(body).widgets).toHaveLength(6);
  });
});

describe('triggers', () => {
  const template = templates.triggers;

  it('start the machine on new CSV files under raw-data/, with the file as its data', () => {
    const { EventPattern, Targets } = template.toJSON()['Resources'].NewDataRule.Properties;

    expect(EventPattern).toMatchObject({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { object: { key: [{ wildcard: 'raw-data/*.csv' }] } },
    });
    expect(Targets[0].InputTransformer).toEqual({
      InputPathsMap: { bucket: '$.detail.bucket.name', key: '$.detail.object.key' },
      InputTemplate: '{"DatasetUri": "s3://<bucket>/<key>"}',
    });
  });

  it.each(['NewDataRuleRole', 'ScheduleRole'])('%s starts this machine and no other', (role) => {
    const [start] = statementsOf(template, role);

    expect(start).toEqual({
      Effect: 'Allow',
      Action: 'states:StartExecution',
      Resource: { 'Fn::ImportValue': { 'Fn::Sub': '${PipelineStackName}-StateMachineArn' } },
    });
  });

  it.each(['NewDataRuleRole', 'ScheduleRole'])('%s is taken up for this account and this kind of source only', (role) => {
    const { Condition } = template.toJSON()['Resources'][role].Properties.AssumeRolePolicyDocument.Statement[0];

    expect(Condition).toEqual({
      ArnLike: {
        'aws:SourceArn': { 'Fn::Sub': expect.stringMatching(/\${AWS::AccountId}:(rule\/\*|schedule-group\/default)$/) },
      },
    });
  });
});

describe('network', () => {
  const template = templates.network;

  it('has no way to the internet', () => {
    expect(resourceTypes(template).filter((type) => /Gateway|EC2::Route$|EIP/.test(type))).toEqual([]);
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
  });

  it('reaches S3 by a gateway endpoint, with identities of this account only', () => {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      PolicyDocument: {
        Statement: [Match.objectLike({ Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } } })],
      },
    });
  });
});

describe('governance', () => {
  const template = templates.governance;

  it("logs accesses to the pipeline's bucket and to no other", () => {
    const { Statement } = template.toJSON()['Resources'].LogBucketPolicy.Properties.PolicyDocument;

    expect(Statement[0]).toMatchObject({
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${BucketNamePrefix}*' } } },
    });
  });

  it('empties the bucket once nothing can write to it: the trail is gone by then, and the policy that lets late files in', () => {
    const { Trail, LogBucketPolicy, CleanUp } = template.toJSON()['Resources'];

    expect(Trail.DependsOn).toEqual(['LogBucketPolicy']);
    expect(LogBucketPolicy.DependsOn).toEqual(['CleanUp']);
    expect(JSON.stringify(CleanUp)).not.toMatch(/LogBucketPolicy|Trail/);
    expect(CleanUp.Properties.Bucket).toEqual({ Ref: 'LogBucket' });
  });
});
