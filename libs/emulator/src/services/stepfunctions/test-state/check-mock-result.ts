import type { Json } from '@stepmaker/asl-interpreter';
import { membersOf, type Shape, type ShapeReference, shapeOf } from '../../../core/api-model.ts';
import { pascalCase } from '../integrations/request-shape.ts';
import { validation } from '../refusals.ts';
import type { OutputModel } from './mock-result-model.ts';

/** Strictness of a mocked result's check against the API model. */
export type FieldValidationMode = 'STRICT' | 'PRESENT' | 'NONE';

/**
 * Checks a mocked result against the output of the operation that it stands for: the fields that are there, and with `STRICT` that
 * required ones are.
 *
 * @throws AwsError `ValidationException` with the first thing that is wrong
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
 */
export function checkMockResult(model: OutputModel, result: Json, mode: FieldValidationMode): void {
  if (mode !== 'NONE') check(model, model.output, result, 'result', mode === 'STRICT');
}

function refuse(why: string): never {
  throw validation(`Mock result schema validation error: ${why}`);
}

function check(model: OutputModel, reference: ShapeReference, value: Json, name: string, strict: boolean): void {
  const shape = shapeOf(model, reference);
  const must = (kind: string): never => refuse(`Field '${name}' must be ${kind}`);
  switch (shape.type) {
    case 'structure':
      if (!isObject(value)) return must('an object');
      return structure(model, shape, value, strict);
    case 'map': {
      if (!isObject(value)) return must('an object');
      for (const item of Object.values(value)) check(model, shape.value as ShapeReference, item, name, strict);
      return;
    }
    case 'list': {
      if (!Array.isArray(value)) return must('an array');
      for (const item of value as readonly Json[]) check(model, shape.member as ShapeReference, item, name, strict);
      return inRange(shape, value.length, name, 'size');
    }
    case 'boolean':
      return typeof value === 'boolean' ? undefined : must('a boolean');
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return typeof value === 'number' ? inRange(shape, value, name, 'value') : must('a number');
    default:
      if (typeof value !== 'string') return must('a string');
      if (shape.enum !== undefined && !shape.enum.includes(value)) refuse(`Field '${name}' is not an expected value`);
      return shape.type === 'timestamp' ? undefined : inRange(shape, value.length, name, 'length');
  }
}

function structure(model: OutputModel, shape: Shape, value: Readonly<Record<string, Json>>, strict: boolean): void {
  if (strict) {
    for (const required of shape.required ?? []) {
      const name = pascalCase(required);
      if (value[name] === undefined) refuse(`Required field '${name}' is missing`);
    }
  }
  const members = new Map(membersOf(shape).map(([name, member]) => [pascalCase(name), member]));
  for (const [name, item] of Object.entries(value)) {
    const member = members.get(name);
    if (member !== undefined) check(model, member, item, name, strict);
  }
}

function inRange(shape: Shape, size: number, name: string, what: 'value' | 'length' | 'size'): void {
  if (shape.min !== undefined && size < shape.min) {
    refuse(`Field '${name}' is ${what === 'value' ? 'less than the minimum value' : `smaller than the minimum ${what}`}`);
  }
  if (shape.max !== undefined && size > shape.max) refuse(`Field '${name}' exceeds the maximum ${what}`);
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
