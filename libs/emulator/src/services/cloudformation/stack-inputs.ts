import type { Readable } from 'node:stream';
import type { Call } from '../../core/service.ts';
import { tagsFromList } from '../../core/tags.ts';
import { checkAccountParameters } from './account-parameters.ts';
import { checkStackPolicy } from './stack-policy.ts';
import type { StackInputs, StackRecord } from './stack-store.ts';
import type { Stacks } from './stacks.ts';
import { checkCapabilities } from './template/capabilities.ts';
import type { Json } from './template/json.ts';
import { type ParameterInput, resolveParameters } from './template/parameters.ts';
import { checkReferences } from './template/references.ts';
import { readTemplate, type Template } from './template/template.ts';
import { validationError } from './template/validation-error.ts';

/** Source of a template. */
export interface TemplateSource {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly UsePreviousTemplate?: boolean | undefined;
}

/** Common fields of the requests that make and change stacks. */
export interface StackRequest extends TemplateSource {
  readonly Parameters?: readonly ParameterInput[] | undefined;
  readonly Tags?: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined;
  readonly Capabilities?: readonly string[] | undefined;
  readonly NotificationARNs?: readonly string[] | undefined;
  readonly RollbackConfiguration?: { readonly RollbackTriggers?: readonly unknown[] | undefined } | undefined;
  readonly StackPolicyBody?: string | undefined;
  readonly StackPolicyURL?: string | undefined;
  readonly ResourceTypes?: readonly string[] | undefined;
  readonly RoleARN?: string | undefined;
}

const MAXIMUM_BODY_BYTES = 51_200;
const MAXIMUM_URL_BYTES = 1_000_000;

/**
 * Reads the text of a template.
 *
 * @throws AwsError `ValidationError` where there is none, or it is too large
 */
export async function readTemplateBody(
  stacks: Stacks,
  source: TemplateSource,
  previous: Pick<StackRecord, 'templateBody'> | undefined,
  call: Call,
): Promise<string> {
  const { TemplateBody, TemplateURL, UsePreviousTemplate } = source;
  if (TemplateBody !== undefined && TemplateURL !== undefined)
    throw validationError('Either Template URL or Template Body must be specified.');
  if (TemplateBody !== undefined) {
    if (Buffer.byteLength(TemplateBody) <= MAXIMUM_BODY_BYTES) return TemplateBody;
    throw validationError(
      `1 validation error detected: Value '${TemplateBody}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MAXIMUM_BODY_BYTES}`,
    );
  }
  if (TemplateURL !== undefined) return await fetchTemplate(stacks, TemplateURL, call);
  if (UsePreviousTemplate && previous) return previous.templateBody;
  throw validationError('Either Template URL or Template Body must be specified.');
}

/**
 * Checks a request to make or change a stack, and gives what the stack is to become.
 *
 * @param previous the stack as it is; undefined for a new one
 * @throws AwsError in CloudFormation's words
 */
export async function readStackInputs(
  stacks: Stacks,
  request: StackRequest,
  previous: StackRecord | undefined,
  call: Call,
): Promise<{ readonly inputs: StackInputs; readonly template: Template }> {
  if (request.RollbackConfiguration?.RollbackTriggers?.length) {
    const words = 'cloudformation: rollback triggers are kept and shown, and not watched by the embedded AWS of Stepmaker';
    stacks.runtime.log('warn', words);
  }
  if (request.RoleARN !== undefined) stacks.assumeRole(request.RoleARN);
  const templateBody = await readTemplateBody(stacks, request, previous, call);
  const template = readTemplate(templateBody, parameterTexts(request.Parameters ?? [], previous?.parameters ?? []));
  checkReferences(template, stacks.types);
  checkResourceTypes(template, request.ResourceTypes);
  checkCapabilities(template, request.Capabilities ?? []);
  const parameters = await resolveParameters(template, request.Parameters ?? [], previous?.parameters ?? [], async (name) => {
    const { Parameter } = await stacks.runtime.aws.call<{ Parameter: { Value: string } }>(
      'ssm',
      'GetParameter',
      { Name: name },
      { caller: call.caller, region: call.region },
    );
    return Parameter.Value;
  });
  const rollback = (request.RollbackConfiguration as Json | undefined) ?? previous?.rollbackConfiguration;
  await checkAccountParameters(stacks.runtime, template, parameters, call);
  const inputs: StackInputs = {
    templateBody,
    parameters,
    tags: request.Tags === undefined ? (previous?.tags ?? {}) : tagsOf(request.Tags),
    capabilities: request.Capabilities ?? [],
    notificationArns: request.NotificationARNs ?? previous?.notificationArns ?? [],
    ...(rollback === undefined ? {} : { rollbackConfiguration: rollback }),
  };
  return { inputs, template };
}

/** @throws AwsError where a template holds a type that the request leaves out */
function checkResourceTypes({ resources }: Template, allowed: readonly string[] | undefined): void {
  if (allowed === undefined || allowed.length === 0) return;
  const isAllowed = (type: string): boolean =>
    allowed.some((pattern) => pattern === type || (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1))));
  const refused = Object.values(resources)
    .map(({ Type }) => Type)
    .find((type) => !isAllowed(type));
  if (refused !== undefined) throw validationError(`Resource type ${refused} is not allowed by parameter ResourceTypes`);
}

/** Reads the policy of a request; undefined where it has none. @throws AwsError for another value than a policy */
export async function readStackPolicy(
  stacks: Stacks,
  {
    StackPolicyBody,
    StackPolicyURL,
  }: { readonly StackPolicyBody?: string | undefined; readonly StackPolicyURL?: string | undefined },
  call: Call,
): Promise<string | undefined> {
  if (StackPolicyBody !== undefined && StackPolicyURL !== undefined)
    throw validationError('You can specify either StackPolicyBody or StackPolicyURL, but not both.');
  const policy =
    StackPolicyBody ?? (StackPolicyURL === undefined ? undefined : await fetchTemplate(stacks, StackPolicyURL, call));
  if (policy !== undefined) checkStackPolicy(policy);
  return policy;
}

/** Values as loops of a template run over them: those that are given, and those that the stack has. */
export function parameterTexts(
  given: readonly ParameterInput[],
  previous: readonly { readonly key: string; readonly value: string }[],
): Record<string, string> {
  const texts: Record<string, string> = Object.fromEntries(previous.map(({ key, value }) => [key, value]));
  for (const { ParameterKey = '', ParameterValue } of given)
    if (ParameterValue !== undefined) texts[ParameterKey] = ParameterValue;
  return texts;
}

function tagsOf(tags: NonNullable<StackRequest['Tags']>): Record<string, string> {
  for (const { Key } of tags) {
    if (Key?.toLowerCase().startsWith('aws:'))
      throw validationError('aws: prefixed tag key names are not allowed for external use.');
  }
  return tagsFromList(tags);
}

async function fetchTemplate(stacks: Stacks, url: string, call: Call): Promise<string> {
  const { Bucket, Key } = s3Location(url);
  let text: string;
  try {
    const { Body } = await stacks.runtime.aws.call<{ Body: Readable }>(
      's3',
      'GetObject',
      { Bucket, Key },
      { caller: call.caller, region: call.region },
    );
    const chunks: Uint8Array[] = [];
    for await (const chunk of Body) chunks.push(chunk as Uint8Array);
    text = Buffer.concat(chunks).toString();
  } catch (error) {
    throw validationError(
      `S3 error: ${(error as Error).message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    );
  }
  if (Buffer.byteLength(text) > MAXIMUM_URL_BYTES)
    throw validationError(`Template may not exceed ${MAXIMUM_URL_BYTES} bytes in size.`);
  return text;
}

/** Bucket and key of `https://bucket.s3.region.amazonaws.com/key`, of the path style, and of this server's own URLs. */
function s3Location(url: string): { readonly Bucket: string; readonly Key: string } {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw validationError(`TemplateURL must be a supported URL.`);
  }
  const path = decodeURIComponent(parsed.pathname.slice(1));
  const virtual = /^(.+)\.s3[.-][\w.-]+$/.exec(parsed.hostname)?.[1];
  if (virtual !== undefined && path !== '') return { Bucket: virtual, Key: path };
  const slash = path.indexOf('/');
  if (slash < 1 || slash === path.length - 1) throw validationError(`TemplateURL must be a supported URL.`);
  return { Bucket: path.slice(0, slash), Key: path.slice(slash + 1) };
}
