import { isObject, type Json, membersOf } from '../template/json.ts';

/**
 * Allowed values of a property. `json` is any value; `notServed` is known to AWS and refused by name here; a list with one shape is a list of
 * it; an object with the one member `*` is a map; any other object names its members.
 */
export type PropertyShape =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'json'
  | 'notServed'
  | readonly [PropertyShape]
  | { readonly [member: string]: PropertyShape };

/** Tags as most types take them. */
export const TAGS = [{ Key: 'string', Value: 'string' }] as const;

/** Why properties are not accepted. */
export class PropertyError extends Error {
  override readonly name = 'PropertyError';
}

/**
 * Checks properties against their shape and turns scalars into what the API takes: CloudFormation takes `"true"` for a boolean and `3`
 * for a string.
 *
 * @throws PropertyError in CloudFormation's words
 */
export function coerceProperties(
  properties: Readonly<Record<string, Json>>,
  shape: Readonly<Record<string, PropertyShape>>,
  required: readonly string[],
): Record<string, Json> {
  for (const name of Object.keys(properties)) {
    if (shape[name] === undefined) throw new PropertyError(`Encountered unsupported property ${name}`);
  }
  const missing = required.filter((name) => properties[name] === undefined);
  if (missing.length > 0) throw new PropertyError(`#: required key [${missing.join(', ')}] not found`);
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, coerce(value, shape[name] as PropertyShape, `#/${name}`)]),
  );
}

/** The properties in use that the embedded AWS does not serve, as paths. Whatever functions stand for is not looked into. */
export function propertiesNotServed(value: Json | undefined, shape: PropertyShape, path: string): string[] {
  if (value === undefined) return [];
  if (shape === 'notServed') return [path];
  if (typeof shape === 'string') return [];
  if (Array.isArray(shape)) {
    return Array.isArray(value) ? value.flatMap((item: Json) => propertiesNotServed(item, shape[0] as PropertyShape, path)) : [];
  }
  const members = shape as Readonly<Record<string, PropertyShape>>;
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    propertiesNotServed(member, members['*'] ?? members[name] ?? 'json', path === '' ? name : `${path}.${name}`),
  );
}

function coerce(value: Json, shape: PropertyShape, path: string): Json {
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) throw mismatch(path, 'JSONArray', value);
    return value.map((item: Json, index) => coerce(item, shape[0] as PropertyShape, `${path}/${index}`));
  }
  if (typeof shape === 'object') return coerceObject(value, shape as Readonly<Record<string, PropertyShape>>, path);
  switch (shape) {
    case 'json':
      return value;
    case 'string':
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      throw mismatch(path, 'String', value);
    case 'boolean':
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw mismatch(path, 'Boolean', value);
    case 'integer':
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number === 'number' && (shape === 'integer' ? Number.isInteger(number) : Number.isFinite(number))) return number;
      throw mismatch(path, shape === 'integer' ? 'Integer' : 'Number', value);
    }
    default:
      throw new PropertyError(`${path.slice(2).replaceAll('/', '.')} is not served by the embedded AWS of Stepmaker`);
  }
}

function coerceObject(value: Json, members: Readonly<Record<string, PropertyShape>>, path: string): Json {
  if (!isObject(value)) throw mismatch(path, 'JSONObject', value);
  const result: Record<string, Json> = {};
  for (const [name, member] of membersOf(value)) {
    const shape = members['*'] ?? members[name];
    if (shape === undefined) throw new PropertyError(`${path}: extraneous key [${name}] is not permitted`);
    result[name] = coerce(member, shape, `${path}/${name}`);
  }
  return result;
}

function mismatch(path: string, expected: string, value: Json): PropertyError {
  const found = Array.isArray(value) ? 'JSONArray' : value === null ? 'Null' : isObject(value) ? 'JSONObject' : typeof value;
  return new PropertyError(`${path}: expected type: ${expected}, found: ${found.charAt(0).toUpperCase()}${found.slice(1)}`);
}
