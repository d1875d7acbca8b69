import { isObject, type Json, type JsonObject, membersOf } from './json.ts';
import { validationError } from './validation-error.ts';

/** The values of parameters by name, as text: loops may run over them. */
export type ParameterTexts = Readonly<Record<string, string>>;

const LOOP = /^Fn::ForEach::([A-Za-z0-9]+)$/;

/**
 * Writes out the loops of a template, `Fn::ForEach::Name: [identifier, collection, { "key${identifier}": … }]`, wherever they stand.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 * @throws AwsError `ValidationError` for a loop that is not well-formed
 */
export function expandLoops(template: JsonObject, given: ParameterTexts): JsonObject {
  const parameters = isObject(template['Parameters']) ? template['Parameters'] : {};
  const parameterItems = (name: string): readonly string[] => {
    const declaration = parameters[name];
    if (!isObject(declaration)) throw invalid(`${name} is not a parameter`);
    const text = given[name] ?? declaration['Default'];
    // A template may be looked at before there are values.
    if (typeof text !== 'string' || text === '') return [];
    return text.split(',').map((item) => item.trim());
  };
  return expand(template, parameterItems, []) as JsonObject;
}

function expand(value: Json, parameterItems: (parameter: string) => readonly string[], outer: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item: Json) => expand(item, parameterItems, outer));
  if (!isObject(value)) return value;
  const result: Record<string, Json> = {};
  for (const [name, member] of membersOf(value)) {
    if (!LOOP.test(name)) {
      result[name] = expand(member, parameterItems, outer);
      continue;
    }
    for (const [key, made] of Object.entries(loop(name, member, parameterItems, outer))) {
      if (key in result) throw invalid(`${name} makes ${key}, which is there already`);
      result[key] = made;
    }
  }
  return result;
}

function loop(
  name: string,
  loopValue: Json,
  parameterItems: (parameter: string) => readonly string[],
  outer: readonly string[],
): Record<string, Json> {
  if (!Array.isArray(loopValue) || loopValue.length !== 3)
    throw invalid(`${name} takes a list of an identifier, a collection and a map`);
  const [identifier, collection, body] = loopValue as readonly Json[];
  if (typeof identifier !== 'string' || !isObject(body))
    throw invalid(`${name} takes a list of an identifier, a collection and a map`);
  if (outer.includes(identifier)) throw invalid(`${name}: the identifier ${identifier} is taken by a loop around it`);
  const items = itemsOf(name, collection as Json, parameterItems);
  const result: Record<string, Json> = {};
  for (const item of items) {
    const replaced = replace(body, identifier, item) as JsonObject;
    for (const [key, made] of membersOf(expand(replaced, parameterItems, [...outer, identifier]) as JsonObject)) {
      if (key in result) throw invalid(`${name} makes ${key} more than once`);
      result[key] = made;
    }
  }
  return result;
}

function itemsOf(name: string, collection: Json, parameterItems: (parameter: string) => readonly string[]): readonly string[] {
  if (isObject(collection) && typeof collection['Ref'] === 'string') return parameterItems(collection['Ref']);
  if (!Array.isArray(collection)) throw invalid(`${name} takes a list, or a Ref to a parameter that is one`);
  return collection.flatMap((item: Json) => {
    if (isObject(item) && typeof item['Ref'] === 'string') return parameterItems(item['Ref']);
    if (typeof item === 'object') throw invalid(`${name}: the items of its collection must be texts`);
    return [String(item)];
  });
}

/** Puts an item in for `${Identifier}` and `{"Ref": "Identifier"}`; `&{Identifier}` stands for its letters and digits alone. */
function replace(value: Json, identifier: string, item: string): Json {
  const inText = (text: string): string =>
    text.replaceAll(`\${${identifier}}`, item).replaceAll(`&{${identifier}}`, item.replaceAll(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') return inText(value);
  if (Array.isArray(value)) return value.map((each: Json) => replace(each, identifier, item));
  if (!isObject(value)) return value;
  if (Object.keys(value).length === 1 && value['Ref'] === identifier) return item;
  return Object.fromEntries(membersOf(value).map(([name, member]) => [inText(name), replace(member, identifier, item)]));
}

function invalid(why: string): ReturnType<typeof validationError> {
  return validationError(`Template error: Fn::ForEach could not be resolved: ${why}`);
}
