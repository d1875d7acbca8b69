import { arn } from '../../../core/arn.ts';
import { tagList, tagsFromList } from '../../../core/tags.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import type { Json, JsonObject } from '../template/json.ts';
import { refuseExisting } from './existing.ts';
import { PropertyError, TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html */
export const stepFunctionsStateMachine: ResourceType = {
  typeName: 'AWS::StepFunctions::StateMachine',
  properties: {
    Definition: 'json',
    DefinitionS3Location: { Bucket: 'string', Key: 'string', Version: 'string' },
    DefinitionString: 'string',
    DefinitionSubstitutions: { '*': 'json' },
    EncryptionConfiguration: { KmsDataKeyReusePeriodSeconds: 'integer', KmsKeyId: 'string', Type: 'string' },
    LoggingConfiguration: {
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: 'string' } }],
      IncludeExecutionData: 'boolean',
      Level: 'string',
    },
    RoleArn: 'string',
    StateMachineName: 'string',
    StateMachineType: 'string',
    Tags: TAGS,
    TracingConfiguration: { Enabled: 'boolean' },
  },
  required: ['RoleArn'],
  createOnly: ['StateMachineName', 'StateMachineType'],
  nameProperty: 'StateMachineName',
  generatedName: { maximumLength: 80 },
  attributes: ['Arn', 'Name', 'StateMachineRevisionId'],
  create: async (properties, context) => {
    const name = String(properties['StateMachineName'] ?? context.generatedName);
    if (properties['StateMachineName'] !== undefined) {
      const stateMachineArn = arn('states', context, `stateMachine:${name}`);
      await refuseExisting(context, name, ['stepfunctions', 'DescribeStateMachine', { stateMachineArn }]);
    }
    const output = await context.call<{ stateMachineArn: string }>('stepfunctions', 'CreateStateMachine', {
      name,
      ...(await settingsOf(properties, context)),
      ...(properties['StateMachineType'] === undefined ? {} : { type: properties['StateMachineType'] }),
      tags: machineTags(mergedTags(properties['Tags'], context)),
    });
    const { stateMachineArn } = output;
    return { physicalId: stateMachineArn, attributes: { Arn: stateMachineArn, Name: name, StateMachineRevisionId: 'INITIAL' } };
  },
  update: async (state, properties, _before, context) => {
    const stateMachineArn = state.physicalId;
    const { revisionId } = await context.call<{ revisionId: string }>('stepfunctions', 'UpdateStateMachine', {
      stateMachineArn,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      ...(await settingsOf(properties, context)),
    });
    const { tags: present = [] } = await context.call<{ tags?: { key: string; value: string }[] }>(
      'stepfunctions',
      'ListTagsForResource',
      { resourceArn: stateMachineArn },
    );
    const resourceArn = stateMachineArn;
    await updateTags(tagsFromList(present), properties['Tags'], context, {
      remove: (tagKeys) => context.call('stepfunctions', 'UntagResource', { resourceArn, tagKeys }),
      set: (tags) => context.call('stepfunctions', 'TagResource', { resourceArn, tags: machineTags(tagList(tags)) }),
    });
    return {
      ...state,
      attributes: { ...state.attributes, StateMachineRevisionId: revisionId },
    };
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('stepfunctions', 'DeleteStateMachine', { stateMachineArn: physicalId }));
  },
};

async function settingsOf(properties: Properties, context: ResourceContext): Promise<Record<string, unknown>> {
  const logging = properties['LoggingConfiguration'] as JsonObject | undefined;
  const tracing = properties['TracingConfiguration'] as JsonObject | undefined;
  const encryption = properties['EncryptionConfiguration'] as JsonObject | undefined;
  return {
    roleArn: properties['RoleArn'],
    definition: substitute(
      await definitionOf(properties, context),
      properties['DefinitionSubstitutions'] as JsonObject | undefined,
    ),
    ...(logging === undefined ? {} : { loggingConfiguration: loggingOf(logging) }),
    ...(tracing === undefined ? {} : { tracingConfiguration: { enabled: tracing['Enabled'] ?? false } }),
    ...(encryption === undefined
      ? {}
      : {
          encryptionConfiguration: Object.fromEntries(
            Object.entries(encryption).map(([name, value]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, value]),
          ),
        }),
  };
}

async function definitionOf(properties: Properties, context: ResourceContext): Promise<string> {
  const given = ['Definition', 'DefinitionString', 'DefinitionS3Location'].filter((name) => properties[name] !== undefined);
  if (given.length !== 1) {
    throw new PropertyError('#: exactly one of [Definition, DefinitionString, DefinitionS3Location] must be specified');
  }
  if (properties['Definition'] !== undefined) return JSON.stringify(properties['Definition']);
  if (properties['DefinitionString'] !== undefined) return String(properties['DefinitionString']);
  const { Bucket, Key, Version } = properties['DefinitionS3Location'] as JsonObject;
  const { Body } = await context.call<{ Body: AsyncIterable<Uint8Array> }>('s3', 'GetObject', {
    Bucket,
    Key,
    ...(Version === undefined ? {} : { VersionId: Version }),
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of Body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Puts the values in for `${Name}`, as Step Functions' resource does; names that are not listed stay as they are. */
function substitute(definition: string, substitutions: JsonObject | undefined): string {
  if (substitutions === undefined) return definition;
  return definition.replaceAll(/\$\{([\w-]+)\}/g, (placeholder, name: string) => {
    const value: Json | undefined = substitutions[name];
    if (value === undefined) return placeholder;
    // Inside of JSON text: a value with quotes or line breaks must not end its string.
    return JSON.stringify(String(value)).slice(1, -1);
  });
}

function loggingOf({ Destinations, IncludeExecutionData, Level }: JsonObject): object {
  return {
    level: Level ?? 'OFF',
    includeExecutionData: IncludeExecutionData ?? false,
    ...(Destinations === undefined
      ? {}
      : {
          destinations: (Destinations as readonly JsonObject[]).map(({ CloudWatchLogsLogGroup }) => ({
            cloudWatchLogsLogGroup: { logGroupArn: (CloudWatchLogsLogGroup as JsonObject)['LogGroupArn'] },
          })),
        }),
  };
}

/** Tags as Step Functions writes them. */
function machineTags(tags: readonly { readonly Key: string; readonly Value: string }[]): object[] {
  return tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
}
