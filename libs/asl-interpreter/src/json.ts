/** A JSON value. The engine never changes one that it was given, and shares what it can: treat every value as frozen. */
export type Json = null | boolean | number | string | JsonArray | JsonObject;

/** A JSON array, never changed once made. */
export type JsonArray = readonly Json[];

/** A JSON object, never changed once made. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a value is a JSON object: neither an array nor `null`. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns JSON's word for the type of a value: `null`, `boolean`, `number`, `string`, `array` or `object`. */
export function jsonTypeOf(value: Json): 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as 'boolean' | 'number' | 'string' | 'object';
}

/** Gives an object under construction a member, whatever it is called: `__proto__` too. */
export function setMember(object: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}
