import { expandLoops, type ParameterTexts } from './for-each.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { parseTemplate } from './parse-template.ts';
import { validationError } from './validation-error.ts';

/** A template whose sections have been checked for their form. */
export interface Template {
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly version?: string;
  readonly transforms: readonly string[];
  readonly parameters: Readonly<Record<string, ParameterDeclaration>>;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly rules: JsonObject;
  readonly resources: Readonly<Record<string, ResourceDeclaration>>;
  readonly outputs: Readonly<Record<string, OutputDeclaration>>;
}

/** An entry of `Parameters`. */
export interface ParameterDeclaration {
  readonly Type: string;
  readonly Default?: Json;
  readonly Description?: string;
  readonly NoEcho?: Json;
  readonly AllowedValues?: readonly Json[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly MinLength?: Json;
  readonly MaxLength?: Json;
  readonly MinValue?: Json;
  readonly MaxValue?: Json;
}

/** An entry of `Resources`. */
export interface ResourceDeclaration {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: Json;
  readonly UpdateReplacePolicy?: Json;
  readonly Metadata?: JsonObject;
}

/** An entry of `Outputs`. */
export interface OutputDeclaration {
  readonly Value: Json;
  readonly Description?: string;
  readonly Condition?: string;
  readonly Export?: { readonly Name: Json };
}

const SECTIONS: ReadonlySet<string> = new Set([
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Hooks',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
  'Transform',
]);

const RESOURCE_MEMBERS: ReadonlySet<string> = new Set([
  'Condition',
  'CreationPolicy',
  'DeletionPolicy',
  'DependsOn',
  'Description',
  'Metadata',
  'Properties',
  'Type',
  'UpdatePolicy',
  'UpdateReplacePolicy',
]);

const POLICIES: ReadonlySet<Json | undefined> = new Set(['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot']);

/** The one transform that is served: intrinsic functions beyond the basic ones. */
export const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions';

/**
 * Reads a template and checks the form of its sections; {@link checkReferences} checks what they point at.
 *
 * @param given values of parameters, over which the loops of the language extensions may run
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 * @throws AwsError `ValidationError` in CloudFormation's words
 */
export function readTemplate(body: string, given: ParameterTexts = {}): Template {
  const raw = processTemplate(body, given);
  const unknown = Object.keys(raw).filter((name) => !SECTIONS.has(name));
  if (unknown.length > 0) throw validationError(`Invalid template property or properties [${unknown.join(', ')}]`);
  const version = raw['AWSTemplateFormatVersion'];
  if (version !== undefined && String(version) !== '2010-09-09') {
    throw validationError(`Template format error: unsupported value for AWSTemplateFormatVersion.`);
  }
  const description = raw['Description'];
  if (description !== undefined && typeof description !== 'string') {
    throw validationError('Template format error: Description must be a string.');
  }
  const transforms = (Array.isArray(raw['Transform']) ? raw['Transform'] : [raw['Transform']]).filter(
    (name) => name !== undefined,
  );
  for (const name of transforms) {
    if (name !== LANGUAGE_EXTENSIONS)
      throw validationError(`Transform ${JSON.stringify(name)} is not served by the embedded AWS of Stepmaker`);
  }
  if (raw['Hooks'] !== undefined) throw validationError('Hooks are not served by the embedded AWS of Stepmaker');
  const resources = section(raw, 'Resources');
  if (Object.keys(resources).length === 0) {
    throw validationError('Template format error: At least one Resources member must be defined.');
  }
  const outputs = section(raw, 'Outputs');
  for (const [name, resource] of Object.entries(resources)) checkResource(name, resource);
  for (const [name, output] of Object.entries(outputs)) checkOutput(name, output);
  const parameters = section(raw, 'Parameters');
  for (const [name, parameter] of Object.entries(parameters)) checkParameter(name, parameter);
  return {
    ...(description === undefined ? {} : { description }),
    ...(isObject(raw['Metadata']) ? { metadata: raw['Metadata'] } : {}),
    ...(version === undefined ? {} : { version: String(version) }),
    transforms: transforms as string[],
    parameters: parameters as unknown as Template['parameters'],
    mappings: section(raw, 'Mappings'),
    conditions: section(raw, 'Conditions'),
    rules: section(raw, 'Rules'),
    resources: resources as unknown as Template['resources'],
    outputs: outputs as unknown as Template['outputs'],
  };
}

/** A template with its loops written out, where it declares the transform that has loops. */
export function processTemplate(body: string, given: ParameterTexts = {}): JsonObject {
  const raw = parseTemplate(body);
  return [raw['Transform']].flat().includes(LANGUAGE_EXTENSIONS) ? expandLoops(raw, given) : raw;
}

function section(raw: JsonObject, name: string): JsonObject {
  const value = raw[name];
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw validationError(`Template format error: ${name} must be an object.`);
  return value;
}

function checkResource(name: string, resource: Json | undefined): void {
  if (!/^[a-zA-Z0-9]+$/.test(name)) throw validationError(`Template format error: Resource name ${name} is non alphanumeric.`);
  if (!isObject(resource)) throw validationError('Template format error: Every Resources member must be an object.');
  if (typeof resource['Type'] !== 'string') {
    throw validationError(`Template format error: [/Resources/${name}] Every Resources object must contain a Type member.`);
  }
  const unknown = Object.keys(resource).find((member) => !RESOURCE_MEMBERS.has(member));
  if (unknown) throw validationError(`Invalid template resource property '${unknown}'`);
  if (resource['Properties'] !== undefined && !isObject(resource['Properties'])) {
    throw validationError(`Template format error: [/Resources/${name}] Properties must be an object.`);
  }
  for (const member of ['CreationPolicy', 'UpdatePolicy']) {
    if (resource[member] !== undefined)
      throw validationError(`${member} (of ${name}) is not served by the embedded AWS of Stepmaker`);
  }
  for (const member of ['DeletionPolicy', 'UpdateReplacePolicy']) {
    const policy = resource[member];
    if (policy === undefined || isObject(policy)) continue;
    if (!POLICIES.has(policy))
      throw validationError(`Template format error: Unrecognized ${member} ${String(policy)} for resource ${name}`);
    if (policy === 'Snapshot') {
      throw validationError(`Template error: resource type ${resource['Type']} does not support deletion policy Snapshot`);
    }
  }
}

function checkOutput(name: string, output: Json | undefined): void {
  if (!/^[a-zA-Z0-9]+$/.test(name)) throw validationError(`Template format error: Output name ${name} is non alphanumeric.`);
  if (!isObject(output)) throw validationError('Template format error: Every Outputs member must be an object.');
  if (output['Value'] === undefined) {
    throw validationError(`Template format error: Every Outputs object must contain a Value member.`);
  }
}

function checkParameter(name: string, parameter: Json | undefined): void {
  if (!/^[a-zA-Z0-9]+$/.test(name)) throw validationError(`Template format error: Parameter name ${name} is non alphanumeric.`);
  if (!isObject(parameter)) throw validationError('Template format error: Every Parameters member must be an object.');
  if (typeof parameter['Type'] !== 'string') {
    throw validationError('Template format error: Every Parameters object must contain a Type member.');
  }
  if (
    !/^(String|Number|CommaDelimitedList|List<(Number|String|AWS::[\w:]+)>|AWS::SSM::Parameter::(Name|Value<.+>)|AWS::[\w:]+)$/.test(
      parameter['Type'],
    )
  ) {
    throw validationError(`Template format error: Unrecognized parameter type: ${parameter['Type']}`);
  }
  const fallback = parameter['Default'];
  if (fallback === null || typeof fallback === 'object')
    throw validationError('Template format error: Every Default member must be a string.');
  if (parameter['AllowedValues'] !== undefined && !Array.isArray(parameter['AllowedValues'])) {
    throw validationError('Template format error: Every AllowedValues member must be a list.');
  }
}
