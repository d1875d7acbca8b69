import { cidrBlocks } from './cidr.ts';
import { isObject, type Json, type JsonObject, membersOf } from './json.ts';
import { validationError } from './validation-error.ts';

/** Context of intrinsic functions. */
export interface Scope {
  /** Values of parameters and pseudo parameters, by name. */
  readonly parameters: Readonly<Record<string, Json>>;
  readonly mappings: JsonObject;
  /** Whether the condition holds. @throws AwsError where there is none of that name */
  readonly condition: (name: string) => boolean;
  /** The id (`attribute` undefined) or an attribute of a resource; undefined without a resource of that name. */
  readonly resource: (logicalId: string, attribute: string | undefined) => Json | undefined;
  /** The value that a stack exports. @throws AwsError where none does */
  readonly importValue: (name: string) => Json;
  readonly availabilityZones: (region: string) => readonly string[];
}

/** Placeholder in a planned change for a value that is known only once it has been made. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** The removal of a member: what `AWS::NoValue` resolves to. */
const NO_VALUE: unique symbol = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;

/**
 * Resolves the intrinsic functions of a value. A value that is `AWS::NoValue` itself gives undefined.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 * @throws AwsError `ValidationError` in CloudFormation's words
 */
export function resolve(value: Json, scope: Scope): Json | undefined {
  const resolved = walk(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

/** Evaluates a condition function. */
export function evaluateCondition(value: Json, scope: Scope): boolean {
  const resolved = walk(value, scope);
  if (typeof resolved === 'boolean') return resolved;
  if (resolved === 'true' || resolved === 'false') return resolved === 'true';
  throw validationError('Template format error: Conditions can only be boolean operations on parameters and other conditions');
}

/** The name and the argument of an intrinsic function; undefined for a plain value. */
export function functionOf(value: Json | undefined): readonly [name: string, argument: Json] | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length !== 1 || !first || first[1] === undefined) return undefined;
  const [name, argument] = first;
  if (name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string'))
    return [name, argument];
  return undefined;
}

function walk(value: Json, scope: Scope): Resolved {
  if (Array.isArray(value)) {
    return value.map((item: Json) => walk(item, scope)).filter((item): item is Json => item !== NO_VALUE);
  }
  if (!isObject(value)) return value;
  const call = functionOf(value);
  if (call) {
    const [name, argument] = call;
    const implementation = FUNCTIONS[name];
    if (!implementation) throw validationError(`Template error: ${name} is not served by the embedded AWS of Stepmaker`);
    return implementation(argument, scope);
  }
  const members: Record<string, Json> = {};
  for (const [name, member] of membersOf(value)) {
    const resolved = walk(member, scope);
    if (resolved !== NO_VALUE) members[name] = resolved;
  }
  return members;
}

type IntrinsicFunction = (argument: Json, scope: Scope) => Resolved;

const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (argument, scope) => reference(String(argument), scope),
  Condition: (argument, scope) => scope.condition(String(argument)),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, attribute] = typeof argument === 'string' ? argument.split(/\.(.*)/s) : list(argument, scope, 'Fn::GetAtt');
    return attributeOf(String(logicalId), String(attribute), scope);
  },
  'Fn::Sub': substitute,
  'Fn::Join': (argument, scope) => {
    const [separator, items] = pair(argument, 'Fn::Join', scope);
    if (items === KNOWN_AFTER_APPLY) return items;
    if (!Array.isArray(items) || typeof separator !== 'string') {
      throw validationError(
        'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
      );
    }
    return items.map((item: Json) => text(item, 'Fn::Join')).join(separator);
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = pair(argument, 'Fn::Select', scope);
    if (items === KNOWN_AFTER_APPLY) return items;
    const at = Number(index);
    if (!Array.isArray(items))
      throw validationError('Template error: Fn::Select requires a list argument with two elements: an integer index and a list');
    if (!Number.isInteger(at) || at < 0 || at >= items.length) {
      throw validationError(`Template error: Fn::Select cannot select nonexistent value at index ${String(index)}`);
    }
    return items[at] as Json;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, joined] = pair(argument, 'Fn::Split', scope);
    if (isKnownLater(joined)) return KNOWN_AFTER_APPLY;
    if (typeof separator !== 'string' || typeof joined !== 'string') {
      throw validationError(
        'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
      );
    }
    return joined.split(separator);
  },
  'Fn::If': (argument, scope) => {
    if (!Array.isArray(argument) || argument.length !== 3)
      throw validationError('Template error: Fn::If requires a list argument with three elements');
    const [condition, whenTrue, whenFalse] = argument as readonly Json[];
    if (typeof condition !== 'string')
      throw validationError('Template error: Fn::If requires a list argument with the first parameter being a condition');
    return walk((scope.condition(condition) ? whenTrue : whenFalse) as Json, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = pair(argument, 'Fn::Equals', scope);
    return JSON.stringify(scalarText(left)) === JSON.stringify(scalarText(right));
  },
  'Fn::And': (argument, scope) => operands(argument, 'Fn::And').every((operand) => evaluateCondition(operand, scope)),
  'Fn::Or': (argument, scope) => operands(argument, 'Fn::Or').some((operand) => evaluateCondition(operand, scope)),
  'Fn::Not': (argument, scope) => {
    if (!Array.isArray(argument) || argument.length !== 1)
      throw validationError('Template error: every Fn::Not object requires exactly 1 boolean parameter.');
    return !evaluateCondition(argument[0] as Json, scope);
  },
  'Fn::FindInMap': findInMap,
  'Fn::Base64': (argument, scope) => Buffer.from(text(walk(argument, scope), 'Fn::Base64')).toString('base64'),
  'Fn::ImportValue': (argument, scope) => scope.importValue(text(walk(argument, scope), 'Fn::ImportValue')),
  'Fn::GetAZs': (argument, scope) => [
    ...scope.availabilityZones(text(walk(argument, scope), 'Fn::GetAZs') || String(scope.parameters['AWS::Region'])),
  ],
  'Fn::Cidr': (argument, scope) => {
    const [block, count, bits] = list(argument, scope, 'Fn::Cidr');
    if (isKnownLater(block)) return KNOWN_AFTER_APPLY;
    return cidrBlocks(String(block), Number(count), bits === undefined ? undefined : Number(bits));
  },
  'Fn::Length': (argument, scope) => {
    const items = walk(argument, scope);
    if (items === KNOWN_AFTER_APPLY) return items;
    if (!Array.isArray(items)) throw validationError('Template error: Fn::Length requires a list');
    return items.length;
  },
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(walk(argument, scope)),
  'Fn::Contains': (argument, scope) => {
    const [items, item] = pair(argument, 'Fn::Contains', scope);
    return Array.isArray(items) && items.map(String).includes(String(item));
  },
  'Fn::EachMemberEquals': (argument, scope) => {
    const [items, item] = pair(argument, 'Fn::EachMemberEquals', scope);
    return Array.isArray(items) && items.every((each) => String(each) === String(item));
  },
  'Fn::EachMemberIn': (argument, scope) => {
    const [items, allowed] = pair(argument, 'Fn::EachMemberIn', scope);
    return Array.isArray(items) && Array.isArray(allowed) && items.every((each) => allowed.map(String).includes(String(each)));
  },
};

function reference(name: string, scope: Scope): Resolved {
  if (name === 'AWS::NoValue') return NO_VALUE;
  const parameter = scope.parameters[name];
  if (parameter !== undefined) return parameter;
  const id = scope.resource(name, undefined);
  if (id === undefined)
    throw validationError(
      `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
    );
  return id;
}

function attributeOf(logicalId: string, attribute: string, scope: Scope): Json {
  const value = scope.resource(logicalId, attribute);
  if (value === undefined)
    throw validationError(`Template error: instance of Fn::GetAtt references undefined resource ${logicalId}`);
  return value;
}

/** The names in the placeholders of a `Fn::Sub` text; `${!Literal}` is none. */
export const SUB_PLACEHOLDER: RegExp = /\$\{\s*(!?)([^}]*?)\s*\}/g;

function substitute(argument: Json, scope: Scope): Json {
  const [template, variables] = Array.isArray(argument) ? (argument as readonly Json[]) : [argument];
  if (typeof template !== 'string' || (Array.isArray(argument) && (argument.length !== 2 || !isObject(variables)))) {
    throw validationError(
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  return template.replaceAll(SUB_PLACEHOLDER, (_placeholder, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (isObject(variables) && variables[name] !== undefined) return text(walk(variables[name], scope), 'Fn::Sub');
    const dot = name.indexOf('.');
    return text(dot < 0 ? reference(name, scope) : attributeOf(name.slice(0, dot), name.slice(dot + 1), scope), 'Fn::Sub');
  });
}

function findInMap(argument: Json, scope: Scope): Resolved {
  const [map, top, second, options] = list(argument, scope, 'Fn::FindInMap');
  const entry = scope.mappings[String(map)];
  const row = isObject(entry) ? entry[String(top)] : undefined;
  const value = isObject(row) ? row[String(second)] : undefined;
  if (value !== undefined) return value;
  if (isObject(options) && options['DefaultValue'] !== undefined) return options['DefaultValue'];
  throw validationError(`Template error: Unable to get mapping for ${String(map)}::${String(top)}::${String(second)}`);
}

/** The two parameters of a function, resolved. */
function pair(argument: Json, name: string, scope: Scope): readonly Json[] {
  const items = list(argument, scope, name);
  if (items.length !== 2) throw validationError(`Template error: every ${name} object requires two parameters`);
  return items;
}

function list(argument: Json, scope: Scope, name: string): readonly Json[] {
  const items = walk(argument, scope);
  if (!Array.isArray(items)) throw validationError(`Template error: ${name} requires a list argument`);
  return items as readonly Json[];
}

function operands(argument: Json, name: string): readonly Json[] {
  if (!Array.isArray(argument) || argument.length < 2 || argument.length > 10) {
    throw validationError(
      `Template error: every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`,
    );
  }
  return argument as readonly Json[];
}

function text(value: Resolved, name: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && name === 'Fn::Sub') return value.join(',');
  throw validationError(`Template error: ${name} expects a string`);
}

/** Whether a text, or a part of it, is known only once a resource has been made. */
function isKnownLater(value: Json | undefined): boolean {
  return typeof value === 'string' && value.includes(KNOWN_AFTER_APPLY);
}

/** Scalars compare by their text: a parameter's `1` is a string, a template's is a number. */
function scalarText(value: Json | undefined): Json | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
