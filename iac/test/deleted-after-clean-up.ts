import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Template, TemplateResource } from '../src/template/template.ts';
import { PYTHON, PYTHON_ENVIRONMENT } from './python.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODULE = join(ROOT, 'iac/terraform');

const PROGRAM = `
import json
from aws_cdk import App, LegacyStackSynthesizer, Stack, aws_ec2 as ec2, aws_kms as kms
from aws_cdk.assertions import Template
from stepmaker_ml_pipeline import MlPipeline

stack = Stack(App(analytics_reporting=False), "churn", synthesizer=LegacyStackSynthesizer())
MlPipeline(
    stack,
    "Pipeline",
    subnets=[ec2.Subnet.from_subnet_id(stack, "Subnet", "subnet-1")],
    security_groups=[ec2.SecurityGroup.from_security_group_id(stack, "Group", "sg-1")],
    encryption_key=kms.Key.from_key_arn(stack, "Key", "arn:aws:kms:us-east-1:123456789012:key/1"),
)
print(json.dumps(Template.from_stack(stack).to_json()))
`;

/** The template that the construct for Python makes for a VPC and a customer's key. */
export function pythonTemplate(): Pick<Template, 'Resources'> {
  const { stdout, stderr, status } = spawnSync(PYTHON, ['-c', PROGRAM], {
    cwd: join(ROOT, 'iac/cdk-python'),
    encoding: 'utf8',
    env: PYTHON_ENVIRONMENT,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Template;
}

/** What CloudFormation deletes only after the clean-up: all that it refers to or depends on, directly or not, sorted. */
export function deletedByCloudFormation({ Resources }: Pick<Template, 'Resources'>): readonly string[] {
  const ids = Object.keys(Resources);
  const start = ids.find((id) => Resources[id]?.Type === 'Custom::PipelineCleanUp') ?? 'none';
  const neededBy = (id: string): readonly string[] => {
    const text = JSON.stringify(Resources[id]);
    return ids.filter((other) => new RegExp(`"${other}"|\\$\\{${other}[.}]`).test(text));
  };
  return reachable(start, neededBy)
    .flatMap((id) => meaningOf(Resources[id] as TemplateResource))
    .sort();
}

/** What a resource is, in words that every flavour shares. */
function meaningOf({ Type, Properties = {} }: TemplateResource): readonly string[] {
  const { PolicyName, Policies, AssumeRolePolicyDocument } = Properties as {
    readonly PolicyName?: string;
    readonly Policies?: readonly object[];
    readonly AssumeRolePolicyDocument?: object;
  };
  switch (Type) {
    case 'AWS::IAM::Role': {
      const [, service] = /"(\w+)\.amazonaws/.exec(JSON.stringify(AssumeRolePolicyDocument)) ?? [];
      return [`role of ${service}`, ...(Policies ?? []).map(() => `permissions of ${service}`)];
    }
    case 'AWS::IAM::Policy':
      return [`policy ${PolicyName}`];
    case 'AWS::Lambda::Function':
      return ['function'];
    case 'AWS::Logs::LogGroup':
      return ['log group'];
    case 'AWS::S3::Bucket':
      return ['bucket'];
    case 'AWS::S3::BucketPolicy':
      return ['bucket policy'];
    case 'AWS::SNS::Topic':
      return ['topic'];
    case 'AWS::StepFunctions::StateMachine':
      return ['state machine'];
    case 'Custom::PipelineFiles':
      return ['files'];
    default:
      throw new Error(`Say what ${Type} is called in the other flavours`);
  }
}

const SERVICES: Readonly<Record<string, string>> = {
  sagemaker: 'sagemaker',
  evaluator: 'lambda',
  lifecycle: 'lambda',
  pipeline: 'states',
  deployment: 'states',
};

const TERRAFORM_TYPES: Readonly<Record<string, string>> = {
  aws_lambda_function: 'function',
  aws_cloudwatch_log_group: 'log group',
  aws_s3_bucket: 'bucket',
  aws_s3_bucket_policy: 'bucket policy',
  aws_sns_topic: 'topic',
  aws_sfn_state_machine: 'state machine',
};

/** What Terraform destroys only after the clean-up: all that the module's resources refer to or depend on, directly or not, sorted. */
export function destroyedByTerraform(): readonly string[] {
  const files = readdirSync(MODULE).filter((name) => name.endsWith('.tf'));
  const text = files.map((name) => readFileSync(join(MODULE, name), 'utf8')).join('\n');
  const blocks = new Map(
    [...text.matchAll(/^(resource|data) "(\w+)" "(\w+)" \{\n(.*?)^\}/gms)].map(([, kind, type, name, body = '']) => [
      `${kind === 'data' ? 'data.' : ''}${type}.${name}`,
      body,
    ]),
  );
  const neededBy = (address: string): readonly string[] =>
    [...(blocks.get(address) ?? '').matchAll(/\b(?:data\.)?aws_\w+\.\w+/g)].map(([other]) => other);
  const needed = reachable('aws_lambda_invocation.clean_up', neededBy);
  // A file of the module is an object by itself.
  const hasFiles = needed.some((address) => address.startsWith('aws_s3_object.'));
  return [...needed.flatMap(terraformMeaning), ...(hasFiles ? ['files'] : [])].sort();
}

function terraformMeaning(address: string): readonly string[] {
  const [type = '', name = ''] = address.split('.');
  // In the template, the settings of a bucket are part of it.
  if (/^(data|aws_s3_object|aws_lambda_invocation|aws_s3_bucket_(?!policy).*)$/.test(type)) return [];
  if (type === 'aws_iam_role') return [`role of ${SERVICES[name]}`];
  if (type === 'aws_iam_role_policy')
    return [name in SERVICES ? `permissions of ${SERVICES[name]}` : `policy ${name.replace('_', '-')}`];
  const meaning = TERRAFORM_TYPES[type];
  if (meaning === undefined) throw new Error(`Say what ${type} is called in the other flavours`);
  return [meaning];
}

function reachable(start: string, neededBy: (id: string) => readonly string[]): readonly string[] {
  const known = new Set([start]);
  for (const id of known) for (const other of neededBy(id)) known.add(other);
  known.delete(start);
  return [...known];
}
