import { type ResourceTypes, resourceTypeOf } from '../resource-types/resource-type.ts';
import { functionOf, SUB_PLACEHOLDER } from './intrinsics.ts';
import { isObject, type Json } from './json.ts';
import type { ResourceDeclaration, Template } from './template.ts';
import { validationError } from './validation-error.ts';

/** Something a template points at: a parameter or a resource, and in the latter case maybe one of its attributes. */
interface Reference {
  readonly name: string;
  readonly attribute?: string;
}

/** All references inside a value, of all branches. `onCondition` receives the conditions it names. */
export function referencesIn(
  value: Json | undefined,
  onCondition?: (name: string) => void,
  holds?: (name: string) => boolean,
): Reference[] {
  const found: Reference[] = [];
  const visit = (each: Json | undefined): void => {
    if (Array.isArray(each)) {
      for (const item of each as readonly Json[]) visit(item);
      return;
    }
    if (!isObject(each)) return;
    const call = functionOf(each);
    if (!call) {
      for (const member of Object.values(each)) visit(member);
      return;
    }
    const [name, argument] = call;
    if (name === 'Ref') found.push({ name: String(argument) });
    else if (name === 'Condition') onCondition?.(String(argument));
    else if (name === 'Fn::GetAtt') found.push(...attributeReference(argument, visit));
    else if (name === 'Fn::Sub') found.push(...subReferences(argument, visit));
    else if (name === 'Fn::If' && Array.isArray(argument) && typeof argument[0] === 'string') {
      onCondition?.(argument[0]);
      const taken = holds?.(argument[0]);
      if (taken !== false) visit(argument[1] as Json);
      if (taken !== true) visit(argument[2] as Json);
    } else visit(argument);
  };
  visit(value);
  return found;
}

function attributeReference(argument: Json, visit: (value: Json) => void): Reference[] {
  const parts =
    typeof argument === 'string' ? argument.split(/\.(.*)/s) : Array.isArray(argument) ? (argument as readonly Json[]) : [];
  const [name, attribute] = parts;
  if (typeof name !== 'string') {
    throw validationError(
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  if (typeof attribute === 'string' && attribute !== '') return [{ name, attribute }];
  if (attribute === undefined || attribute === '') {
    throw validationError(
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  visit(attribute);
  return [{ name, attribute: '' }];
}

function subReferences(argument: Json, visit: (value: Json) => void): Reference[] {
  const [template, variables] = Array.isArray(argument) ? (argument as readonly Json[]) : [argument];
  const own = isObject(variables) ? variables : {};
  for (const value of Object.values(own)) visit(value as Json);
  if (typeof template !== 'string') return [];
  return [...template.matchAll(SUB_PLACEHOLDER)].flatMap(([, literal, name = '']) => {
    if (literal) return [];
    if (!/^[\w.:]+$/.test(name)) {
      throw validationError(
        'Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
      );
    }
    if (name in own) return [];
    const dot = name.indexOf('.');
    return [dot < 0 ? { name } : { name: name.slice(0, dot), attribute: name.slice(dot + 1) }];
  });
}

/** The resources that a resource waits for: those it points at in the branches taken, and those it says it depends on. */
export function dependenciesOf(resource: ResourceDeclaration, template: Template, holds: (name: string) => boolean): string[] {
  const named = referencesIn(valuesOf(resource), undefined, holds).map(({ name }) => name);
  const said = typeof resource.DependsOn === 'string' ? [resource.DependsOn] : (resource.DependsOn ?? []);
  return [...new Set([...named, ...said])].filter((name) => name in template.resources);
}

/** The parts of a resource that functions may give values to. */
function valuesOf({ Properties = {}, Metadata = {} }: ResourceDeclaration): Json {
  return [Properties, Metadata];
}

/**
 * Checks that all that a template points at exists: parameters, resources and their attributes, conditions, types; and that no resource
 * waits for itself.
 *
 * @throws AwsError `ValidationError` in CloudFormation's words
 */
export function checkReferences(template: Template, types: ResourceTypes): void {
  const unrecognized = Object.values(template.resources)
    .map(({ Type }) => Type)
    .filter((type) => resourceTypeOf(types, type) === undefined);
  if (unrecognized.length > 0) {
    throw validationError(`Template format error: Unrecognized resource types: [${[...new Set(unrecognized)].join(', ')}]`);
  }
  const check = (value: Json | undefined, block: string): void => {
    const missing = new Set<string>();
    for (const { name, attribute } of referencesIn(value, (condition) => checkCondition(template, condition, block))) {
      if (name.startsWith('AWS::')) continue;
      const resource = template.resources[name];
      if (attribute !== undefined) checkAttribute(name, attribute, resource, types);
      else if (!resource && !(name in template.parameters)) missing.add(name);
    }
    if (missing.size === 0) return;
    throw validationError(
      `Template format error: Unresolved resource dependencies [${[...missing].join(', ')}] in the ${block} block of the template`,
    );
  };
  for (const [name, condition] of Object.entries(template.conditions)) {
    for (const { name: referred } of referencesIn(condition, (other) => checkCondition(template, other, 'Conditions'))) {
      if (!referred.startsWith('AWS::') && !(referred in template.parameters)) {
        throw validationError(
          `Template format error: Unresolved dependencies [${referred}]. Cannot reference resources in the Conditions block of the template`,
        );
      }
    }
    if (!functionOf(condition))
      throw validationError(
        `Template format error: Conditions can only be boolean operations on parameters and other conditions (${name})`,
      );
  }
  for (const [logicalId, resource] of Object.entries(template.resources)) {
    if (resource.Condition !== undefined && !(resource.Condition in template.conditions)) {
      throw validationError(
        `Template format error: Unresolved condition dependency ${resource.Condition} in the Resources block of the template`,
      );
    }
    check(valuesOf(resource), 'Resources');
    const said = typeof resource.DependsOn === 'string' ? [resource.DependsOn] : (resource.DependsOn ?? []);
    const missing = said.filter((name) => !(name in template.resources));
    if (missing.length > 0)
      throw validationError(
        `Template format error: Unresolved resource dependencies [${missing.join(', ')}] in the Resources block of the template`,
      );
    resourceTypeOf(types, resource.Type)?.checkServed?.(logicalId, resource.Properties);
  }
  for (const output of Object.values(template.outputs)) {
    if (output.Condition !== undefined) checkCondition(template, output.Condition, 'Outputs');
    check(output.Value, 'Outputs');
    check(output.Export?.Name, 'Outputs');
  }
  checkCycles(template);
}

function checkCondition(template: Template, name: string, block: string): void {
  if (name in template.conditions) return;
  throw validationError(`Template format error: Unresolved condition dependency ${name} in the ${block} block of the template`);
}

function checkAttribute(name: string, attribute: string, resource: ResourceDeclaration | undefined, types: ResourceTypes): void {
  if (!resource) throw validationError(`Template error: instance of Fn::GetAtt references undefined resource ${name}`);
  const attributes = resourceTypeOf(types, resource.Type)?.attributes;
  if (attribute === '' || attributes === undefined || attributes === 'any' || attributes.includes(attribute)) return;
  throw validationError(`Template error: resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`);
}

/** Takes away resources that wait for nothing until none is left; those that remain wait for each other. */
function checkCycles(template: Template): void {
  const waiting = new Map(
    Object.entries(template.resources).map(([name, resource]) => [name, new Set(dependenciesWithin(resource, template))]),
  );
  for (let free = freeOf(waiting); free.length > 0; free = freeOf(waiting)) {
    for (const name of free) waiting.delete(name);
    for (const others of waiting.values()) for (const name of free) others.delete(name);
  }
  // What only waits for a cycle is not part of it.
  for (let ends = endsOf(waiting); ends.length > 0; ends = endsOf(waiting)) for (const name of ends) waiting.delete(name);
  if (waiting.size > 0) throw validationError(`Circular dependency between resources: [${[...waiting.keys()].join(', ')}]`);
}

function dependenciesWithin(resource: ResourceDeclaration, template: Template): string[] {
  const named = referencesIn(valuesOf(resource)).map(({ name }) => name);
  const said = typeof resource.DependsOn === 'string' ? [resource.DependsOn] : (resource.DependsOn ?? []);
  return [...named, ...said].filter((name) => name in template.resources);
}

function freeOf(waiting: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...waiting].filter(([, others]) => others.size === 0).map(([name]) => name);
}

function endsOf(waiting: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const awaited = new Set([...waiting.values()].flatMap((others) => [...others]));
  return [...waiting.keys()].filter((name) => !awaited.has(name));
}
