import { type ApiModel, membersOf, type Shape, type ShapeReference, shapeOf } from '../core/api-model.ts';
import { epochSeconds, formatTimestamp, parseTimestamp } from './timestamps.ts';

/**
 * Reads a value of parsed JSON as a shape of the API model: timestamps become `Date`, blobs `Uint8Array`; `null` and unknown members
 * are left out. A value of the wrong type is handed on as it is, for validation to refuse.
 */
export function fromJson(model: ApiModel, reference: ShapeReference | string, value: unknown): unknown {
  const shape = shapeOf(model, reference);
  if (typeof reference !== 'string' && reference.jsonvalue === true) return value;
  switch (shape.type) {
    case 'structure':
      return isRecord(value) ? structureFromJson(model, shape, value) : value;
    case 'list': {
      if (!Array.isArray(value)) return value;
      const member = shape.member as ShapeReference;
      return value.filter((item) => item !== null).map((item) => fromJson(model, member, item));
    }
    case 'map': {
      if (!isRecord(value)) return value;
      const of = shape.value as ShapeReference;
      const result: Record<string, unknown> = {};
      for (const [key, item] of Object.entries(value)) if (item !== null) define(result, key, fromJson(model, of, item));
      return result;
    }
    case 'timestamp':
      return typeof value === 'number' || typeof value === 'string' ? parseTimestamp(value) : value;
    case 'blob':
      return typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value;
    case 'float':
    case 'double':
      return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
    default:
      return value;
  }
}

/** The members of a structure that are in `value`, by their names in the API model. */
export function structureFromJson(model: ApiModel, shape: Shape, value: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, member] of membersOf(shape)) {
    const found = value[member.locationName ?? name];
    if (found !== undefined && found !== null && member.location === undefined) result[name] = fromJson(model, member, found);
  }
  return result;
}

/** Makes JSON of a value of a shape; members that the API model does not know are left out. */
export function toJson(model: ApiModel, reference: ShapeReference | string, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const shape = shapeOf(model, reference);
  switch (shape.type) {
    case 'structure':
      return structureToJson(model, shape, value as Record<string, unknown>);
    case 'list': {
      const member = shape.member as ShapeReference;
      return (value as unknown[]).map((item) => toJson(model, member, item) ?? null);
    }
    case 'map': {
      const of = shape.value as ShapeReference;
      const result: Record<string, unknown> = {};
      for (const [key, item] of Object.entries(value)) define(result, key, toJson(model, of, item));
      return result;
    }
    case 'timestamp': {
      const format = shape.timestampFormat ?? (typeof reference === 'string' ? undefined : reference.timestampFormat);
      return format === undefined || format === 'unixTimestamp' ? epochSeconds(value) : formatTimestamp(value, format);
    }
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'float':
    case 'double':
      return Number.isFinite(value) ? value : String(value);
    case 'long':
      return typeof value === 'bigint' ? Number(value) : value;
    default:
      return value;
  }
}

/** JSON of the members of a structure that are bound to nothing else than the body. */
export function structureToJson(model: ApiModel, shape: Shape, value: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, member] of membersOf(shape)) {
    const found = value[name];
    if (found !== undefined && found !== null && member.location === undefined)
      result[member.locationName ?? name] = toJson(model, member, found);
  }
  return result;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets a key that came over the wire, which may be `__proto__`. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}
