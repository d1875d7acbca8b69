import { tagsFromList } from '../../../core/tags.ts';
import { zip } from '../../lambda/port.ts';
import { ignoreNotFound, ResourceError } from '../failure-reason.ts';
import type { JsonObject } from '../template/json.ts';
import { CFN_RESPONSE_NODE, CFN_RESPONSE_PYTHON } from './cfn-response.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

/** Properties that `UpdateFunctionConfiguration` takes as they are. */
const SETTINGS = [
  'DeadLetterConfig',
  'Description',
  'Environment',
  'EphemeralStorage',
  'Handler',
  'KmsKeyArn',
  'LoggingConfig',
  'MemorySize',
  'Role',
  'Runtime',
  'Timeout',
  'TracingConfig',
] as const;

/** Defaults of settings that are removed from the template. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  DeadLetterConfig: { TargetArn: '' },
  Description: '',
  Environment: { Variables: {} },
  EphemeralStorage: { Size: 512 },
  LoggingConfig: {},
  MemorySize: 128,
  Timeout: 3,
  TracingConfig: { Mode: 'PassThrough' },
};

/** CloudFormation takes this much inline code. */
const MAXIMUM_INLINE_BYTES = 4_194_304;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const lambdaFunction: ResourceType = {
  typeName: 'AWS::Lambda::Function',
  properties: {
    Architectures: ['string'],
    Code: {
      ImageUri: 'notServed',
      S3Bucket: 'string',
      S3Key: 'string',
      S3ObjectVersion: 'string',
      SourceKMSKeyArn: 'notServed',
      ZipFile: 'string',
    },
    CodeSigningConfigArn: 'notServed',
    DeadLetterConfig: { TargetArn: 'string' },
    Description: 'string',
    Environment: { Variables: { '*': 'string' } },
    EphemeralStorage: { Size: 'integer' },
    FileSystemConfigs: 'notServed',
    FunctionName: 'string',
    Handler: 'string',
    ImageConfig: 'notServed',
    KmsKeyArn: 'notServed',
    Layers: 'notServed',
    LoggingConfig: { ApplicationLogLevel: 'string', LogFormat: 'string', LogGroup: 'string', SystemLogLevel: 'string' },
    MemorySize: 'integer',
    PackageType: 'string',
    RecursiveLoop: 'notServed',
    ReservedConcurrentExecutions: 'integer',
    Role: 'string',
    Runtime: 'string',
    RuntimeManagementConfig: 'notServed',
    SnapStart: 'notServed',
    Tags: TAGS,
    Timeout: 'integer',
    TracingConfig: { Mode: 'string' },
    VpcConfig: 'notServed',
  },
  required: ['Code', 'Role'],
  createOnly: ['FunctionName', 'PackageType'],
  nameProperty: 'FunctionName',
  attributes: ['Arn'],
  create: async (properties, context) => {
    const FunctionName = String(properties['FunctionName'] ?? context.generatedName);
    const { FunctionArn } = await context.call<{ FunctionArn: string }>('lambda', 'CreateFunction', {
      FunctionName,
      Code: codeOf(properties),
      ...settingsOf(properties),
      ...(properties['Architectures'] === undefined ? {} : { Architectures: properties['Architectures'] }),
      Tags: tagsOf(properties, context),
    });
    context.claim(FunctionName);
    await reserve(FunctionName, properties, {}, context);
    return { physicalId: FunctionName, attributes: { Arn: FunctionArn } };
  },
  update: async (state, properties, before, context) => {
    const FunctionName = state.physicalId;
    const differs = (name: string): boolean => JSON.stringify(properties[name]) !== JSON.stringify(before[name]);
    if (SETTINGS.some(differs)) {
      const cleared = Object.fromEntries(
        Object.entries(DEFAULTS).filter(([name]) => differs(name) && properties[name] === undefined),
      );
      await context.call('lambda', 'UpdateFunctionConfiguration', { FunctionName, ...cleared, ...settingsOf(properties) });
    }
    if (differs('Code') || differs('Architectures')) {
      const architectures = properties['Architectures'] === undefined ? {} : { Architectures: properties['Architectures'] };
      await context.call('lambda', 'UpdateFunctionCode', { FunctionName, ...codeOf(properties), ...architectures });
    }
    await reserve(FunctionName, properties, before, context);
    const Resource = String(state.attributes['Arn']);
    const { Tags = {} } = await context.call<{ Tags?: Record<string, string> }>('lambda', 'ListTags', { Resource });
    await updateTags(Tags, properties['Tags'], context, {
      remove: (TagKeys) => context.call('lambda', 'UntagResource', { Resource, TagKeys }),
      set: (tags) => context.call('lambda', 'TagResource', { Resource, Tags: tags }),
    });
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('lambda', 'DeleteFunction', { FunctionName: physicalId }));
  },
};

function settingsOf(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(SETTINGS.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]));
}

function tagsOf(properties: Properties, context: ResourceContext): Record<string, string> {
  return tagsFromList(mergedTags(properties['Tags'], context));
}

/** The deployment package: inline code becomes `index.js` or `index.py`, with the module `cfn-response` where it is used. */
function codeOf(properties: Properties): Record<string, unknown> {
  const { ZipFile, ...source } = properties['Code'] as JsonObject;
  if (typeof ZipFile !== 'string') return source;
  if (Buffer.byteLength(ZipFile) > MAXIMUM_INLINE_BYTES)
    throw new ResourceError(`Property ZipFile is larger than ${MAXIMUM_INLINE_BYTES} bytes`);
  const runtime = String(properties['Runtime'] ?? '');
  if (runtime.startsWith('python')) {
    const helper = ZipFile.includes('cfnresponse') ? { 'cfnresponse.py': CFN_RESPONSE_PYTHON } : {};
    return { ZipFile: zip({ 'index.py': ZipFile, ...helper }) };
  }
  if (!runtime.startsWith('nodejs')) throw new ResourceError('ZipFile can only be used with the nodejs and python runtimes');
  const helper = ZipFile.includes('cfn-response') ? { 'cfn-response.js': CFN_RESPONSE_NODE } : {};
  return { ZipFile: zip({ 'index.js': ZipFile, ...helper }) };
}

async function reserve(
  FunctionName: string,
  properties: Properties,
  before: Properties,
  context: ResourceContext,
): Promise<void> {
  const ReservedConcurrentExecutions = properties['ReservedConcurrentExecutions'];
  if (ReservedConcurrentExecutions === before['ReservedConcurrentExecutions']) return;
  if (ReservedConcurrentExecutions === undefined) await context.call('lambda', 'DeleteFunctionConcurrency', { FunctionName });
  else await context.call('lambda', 'PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions });
}
