import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { type FunctionConfiguration, GetFunctionCommand, ListFunctionsCommand, ListTagsCommand } from '@aws-sdk/client-lambda';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { DescribeStateMachineCommand, type DescribeStateMachineOutput } from '@aws-sdk/client-sfn';
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { strFromU8, unzipSync } from 'fflate';
import type { Deployed } from '../flavour/flavour.ts';
import type { Clients } from './clients.ts';
import { Names } from './names.ts';
import { permissionsOf } from './permissions.ts';

/** A deployed pipeline as AWS describes it, its made-up names replaced: what every flavour must agree on. */
export type Snapshot = Readonly<Record<string, unknown>>;

/** Asks AWS about a deployed pipeline. */
export async function snapshotOf(deployed: Deployed, clients: Clients): Promise<Snapshot> {
  const { bucketName, topicArn, executionRoleArn, endpointName, stateMachineArn, name } = deployed;
  const machine = await clients.sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
  const deployment = await clients.sfn.send(
    new DescribeStateMachineCommand({ stateMachineArn: deploymentArnIn(machine.definition) }),
  );
  const functions = await functionsOf(name, clients);
  const machineLogs = machine.loggingConfiguration?.destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  const names = new Names();
  names.add(`arn:aws:s3:::${bucketName}`, '<bucket arn>');
  names.add(bucketName, '<bucket>');
  names.add(topicArn, '<topic>');
  names.add(executionRoleArn, '<execution role>');
  names.add(machine.roleArn, '<pipeline role>');
  names.add(machineLogs, '<pipeline logs>');
  names.add(stateMachineArn, '<state machine>');
  // A flavour may call everything by one name: the place of the name says which one is meant.
  names.add(`:execution:${machine.name}:`, ':execution:<state machine name>:');
  names.add(deployment.stateMachineArn, '<deployment state machine>');
  names.add(deployment.roleArn, '<deployment role>');
  names.add(`:execution:${deployment.name}:`, ':execution:<deployment state machine name>:');
  names.add(name, '<name>');
  names.add(endpointName, '<endpoint>');
  names.add(machine.name, '<state machine name>');
  names.add(deployment.name, '<deployment state machine name>');
  for (const [key, { FunctionArn, FunctionName, Role, LoggingConfig }] of Object.entries(functions)) {
    names.add(FunctionArn, `<${key}>`);
    names.add(FunctionName, `<${key} name>`);
    names.add(Role, `<${key} role>`);
    names.add(LoggingConfig?.LogGroup, `<${key} logs>`);
  }
  const roles = {
    'execution role': executionRoleArn,
    'pipeline role': machine.roleArn as string,
    'deployment role': deployment.roleArn as string,
    ...mapValues(functions, ({ Role }) => Role as string),
  };
  return names.neutral({
    definition: linesOf(machine.definition),
    stateMachine: settingsOf(machine),
    deploymentDefinition: linesOf(deployment.definition),
    deploymentStateMachine: settingsOf(deployment),
    bucket: await bucketOf(bucketName, clients),
    topic: await topicOf(topicArn, clients),
    functions: await mapValuesAsync(functions, (configuration) => functionOf(configuration, clients)),
    retention: await retentionOf(
      {
        pipeline: (machineLogs ?? '').split(':')[6] ?? '',
        ...mapValues(functions, ({ LoggingConfig }) => LoggingConfig?.LogGroup ?? ''),
      },
      clients,
    ),
    roles: await mapValuesAsync(roles, (arn) => roleOf(arn, clients)),
  });
}

/** The state machine that a pipeline's state `Deploy` starts. */
function deploymentArnIn(definition: string | undefined): string {
  const { States } = JSON.parse(`${definition}`) as {
    readonly States: { readonly Deploy: { readonly Arguments: { readonly StateMachineArn: string } } };
  };
  return States.Deploy.Arguments.StateMachineArn;
}

/** A definition as lines. The template carries it without white space, the Terraform module with. */
function linesOf(definition: string | undefined): readonly string[] {
  return JSON.stringify(JSON.parse(`${definition}`), null, 2).split('\n');
}

function settingsOf({ type, loggingConfiguration, tracingConfiguration }: DescribeStateMachineOutput): object {
  return {
    type,
    level: loggingConfiguration?.level,
    includeExecutionData: loggingConfiguration?.includeExecutionData,
    tracing: tracingConfiguration?.enabled,
  };
}

/** The quality gate and the function that clears away, found by their tag and distinguished by their timeouts. */
async function functionsOf(name: string, { lambda }: Clients): Promise<Readonly<Record<string, FunctionConfiguration>>> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const found: Record<string, FunctionConfiguration> = {};
  for (const configuration of Functions) {
    const { Tags } = await lambda.send(new ListTagsCommand({ Resource: configuration.FunctionArn }));
    if (Tags?.['stepmaker:stack'] !== name) continue;
    found[configuration.Timeout === 900 ? 'lifecycle' : 'evaluator'] = configuration;
  }
  return found;
}

async function functionOf(
  { FunctionName, Handler, MemorySize, Timeout, Runtime }: FunctionConfiguration,
  { lambda }: Clients,
): Promise<object> {
  const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName }));
  const archive = await (await fetch(Code?.Location as string)).arrayBuffer();
  const files = unzipSync(new Uint8Array(archive));
  return { Handler, MemorySize, Timeout, Runtime, files: mapValues(files, (content) => strFromU8(content)) };
}

async function bucketOf(Bucket: string, { s3 }: Clients): Promise<object> {
  const [encryption, versioning, access, lifecycle, policy, tagging, code] = await Promise.all([
    s3.send(new GetBucketEncryptionCommand({ Bucket })),
    s3.send(new GetBucketVersioningCommand({ Bucket })),
    s3.send(new GetPublicAccessBlockCommand({ Bucket })),
    s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
    s3.send(new GetBucketPolicyCommand({ Bucket })),
    s3.send(new GetBucketTaggingCommand({ Bucket })),
    s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'code/' })),
  ]);
  const { Rules = [] } = encryption.ServerSideEncryptionConfiguration ?? {};
  return {
    encryption: Rules[0]?.ApplyServerSideEncryptionByDefault,
    versioning: versioning.Status,
    publicAccessBlock: access.PublicAccessBlockConfiguration,
    lifecycle: (lifecycle.Rules ?? []).map(withoutId).sort(byText),
    policy: permissionsOf(policy.Policy as string),
    tags: (tagging.TagSet ?? []).filter(({ Key }) => Key === 'stepmaker:stack'),
    code: Object.fromEntries((code.Contents ?? []).map(({ Key, ETag }) => [Key, ETag])),
  };
}

/** A rule's name is the tool's; a rule for everything may say so by an empty prefix. */
function withoutId({ ID: _id, Filter, Prefix, ...rule }: LifecycleRule): object {
  return { prefix: Filter?.Prefix ?? Prefix ?? '', ...rule };
}

async function topicOf(TopicArn: string, { sns }: Clients): Promise<object> {
  const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  return {
    policy: permissionsOf(Attributes['Policy'] as string),
    key: Attributes['KmsMasterKeyId'] ?? null,
    subscriptions: Subscriptions.map(({ Protocol, Endpoint }) => ({ Protocol, Endpoint })),
  };
}

async function retentionOf(groups: Readonly<Record<string, string>>, { logs }: Clients): Promise<object> {
  return await mapValuesAsync(groups, async (logGroupNamePrefix) => {
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
    return logGroups[0]?.retentionInDays ?? null;
  });
}

async function roleOf(arn: string, { iam }: Clients): Promise<object> {
  const RoleName = arn.slice(arn.lastIndexOf('/') + 1);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const documents = await Promise.all(
    PolicyNames.map(
      async (PolicyName) => (await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))).PolicyDocument as string,
    ),
  );
  return {
    trust: permissionsOf(decodeURIComponent(Role?.AssumeRolePolicyDocument as string)),
    permissions: [...new Set(documents.flatMap((document) => permissionsOf(decodeURIComponent(document))))].sort(),
    attached: AttachedPolicies.map(({ PolicyArn }) => PolicyArn),
  };
}

function mapValues<In, Out>(values: Readonly<Record<string, In>>, change: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

async function mapValuesAsync<In, Out>(
  values: Readonly<Record<string, In>>,
  change: (value: In) => Promise<Out>,
): Promise<Record<string, Out>> {
  return Object.fromEntries(
    await Promise.all(Object.entries(values).map(async ([key, value]) => [key, await change(value)] as const)),
  );
}

function byText(left: object, right: object): number {
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
}
