import { type ApiModel, type Shape, type ShapeReference, shapeOf } from './api-model.ts';
import { AwsError } from './aws-error.ts';
import { compilePattern } from './java-pattern.ts';
import type { ErrorForms } from './service-manifest.ts';

type Check = (value: unknown, path: string, problems: string[]) => void;

/** Model and rules from which the checks of one service are compiled. */
interface Rules {
  readonly model: ApiModel;
  /** Whether lengths, ranges, patterns and enumerations are checked. */
  readonly constraints: boolean;
  /** Compiled checks, by the name of the shape. */
  readonly checks: Map<string, Check>;
}

/** Checks the inputs of a service's operations against its API model. */
export class InputValidator {
  readonly #rules: Rules;
  readonly #code: string;

  constructor(model: ApiModel, { invalidInput = 'ValidationException', checksConstraints = false }: ErrorForms = {}) {
    this.#rules = { model, constraints: !checksConstraints, checks: new Map() };
    this.#code = invalidInput;
  }

  /**
   * Checks required members, types, lengths, ranges, patterns and enumerations.
   *
   * @throws AwsError with every violation listed, in the words of AWS's own validation
   */
  check(operation: string, input: object): void {
    const reference = this.#rules.model.operations[operation]?.input;
    if (reference === undefined) return;
    const problems: string[] = [];
    checkFor(this.#rules, reference.shape)(input, '', problems);
    if (problems.length === 0) return;
    const count = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
    throw new AwsError({ code: this.#code, message: `${count} detected: ${problems.join('; ')}` });
  }
}

/** The check of a shape, compiled at its first use. */
function checkFor(rules: Rules, name: string): Check {
  const known = rules.checks.get(name);
  if (known !== undefined) return known;
  rules.checks.set(name, (value, path, problems) => checkFor(rules, name)(value, path, problems));
  const check = compile(rules, shapeOf(rules.model, name));
  rules.checks.set(name, check);
  return check;
}

function compile(rules: Rules, shape: Shape): Check {
  switch (shape.type) {
    case 'structure':
      return structureCheck(rules, shape);
    case 'list':
      return listCheck(rules, shape);
    case 'map':
      return mapCheck(rules, shape);
    default:
      return scalarCheck(rules, shape);
  }
}

function structureCheck(rules: Rules, shape: Shape): Check {
  const required = new Set(shape.required);
  const members = Object.entries(shape.members ?? {}).map(([name, reference]) => ({
    name,
    path: decapitalise(name),
    required: required.has(name),
    check: checkFor(rules, reference.shape),
  }));
  return (value, path, problems) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(value, 'structure');
    const prefix = path === '' ? '' : `${path}.`;
    for (const member of members) {
      const found = (value as Record<string, unknown>)[member.name];
      if (found !== undefined && found !== null) member.check(found, prefix + member.path, problems);
      else if (member.required)
        problems.push(`Value null at '${prefix}${member.path}' failed to satisfy constraint: Member must not be null`);
    }
  };
}

function listCheck(rules: Rules, shape: Shape): Check {
  const reference = shape.member as ShapeReference;
  const element = shapeOf(rules.model, reference);
  const nested = isAggregate(element);
  const check = checkFor(rules, reference.shape);
  const constraints = nested ? [] : constraintsOf(rules, element);
  const size = sizeConstraints(rules, shape);
  return (value, path, problems) => {
    if (!Array.isArray(value)) throw unexpected(value, 'list');
    report(size, value.length, value, path, problems, shape);
    if (nested) {
      for (let index = 0; index < value.length; index += 1) {
        if (value[index] != null) check(value[index], `${path}.${index + 1}.member`, problems);
      }
      return;
    }
    for (const item of value) if (item != null) expectType(element, item);
    if (value.some((item) => item != null && constraints.some(({ holds }) => !holds(measure(element, item)))))
      problems.push(
        `Value '${show(value)}' at '${path}' failed to satisfy constraint: Member must satisfy constraint: ${list(constraints)}`,
      );
  };
}

function mapCheck(rules: Rules, shape: Shape): Check {
  const keyShape = shapeOf(rules.model, shape.key as ShapeReference);
  const valueReference = shape.value as ShapeReference;
  const valueShape = shapeOf(rules.model, valueReference);
  const nested = isAggregate(valueShape);
  const check = checkFor(rules, valueReference.shape);
  const keys = constraintsOf(rules, keyShape);
  const values = nested ? [] : constraintsOf(rules, valueShape);
  const size = sizeConstraints(rules, shape);
  return (value, path, problems) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(value, 'map');
    const entries = Object.entries(value);
    report(size, entries.length, value, path, problems, shape);
    if (entries.some(([key]) => keys.some(({ holds }) => !holds(key))))
      problems.push(
        `Value '${show(value)}' at '${path}' failed to satisfy constraint: Map keys must satisfy constraint: ${list(keys)}`,
      );
    for (const [key, item] of entries) {
      if (item == null) continue;
      if (nested) check(item, `${path}.${key}.member`, problems);
      else expectType(valueShape, item);
    }
    if (entries.some(([, item]) => item != null && values.some(({ holds }) => !holds(measure(valueShape, item)))))
      problems.push(
        `Value '${show(value)}' at '${path}' failed to satisfy constraint: Map value must satisfy constraint: ${list(values)}`,
      );
  };
}

function scalarCheck(rules: Rules, shape: Shape): Check {
  const constraints = constraintsOf(rules, shape);
  return (value, path, problems) => {
    expectType(shape, value);
    if (constraints.length > 0) report(constraints, measure(shape, value), value, path, problems, shape);
  };
}

interface Constraint {
  readonly words: string;
  readonly holds: (measured: unknown) => boolean;
}

function constraintsOf(rules: Rules, shape: Shape): Constraint[] {
  if (!rules.constraints) return [];
  const constraints = isNumber(shape) ? rangeConstraints(shape) : sizeConstraints(rules, shape);
  if (shape.pattern !== undefined) {
    const pattern = compilePattern(shape.pattern);
    const words = `Member must satisfy regular expression pattern: ${shape.pattern}`;
    if (pattern !== undefined) constraints.push({ words, holds: (text) => typeof text !== 'string' || pattern.test(text) });
  }
  if (shape.enum !== undefined) {
    const allowed = new Set(shape.enum);
    constraints.push({
      words: `Member must satisfy enum value set: [${shape.enum.join(', ')}]`,
      holds: (text) => typeof text !== 'string' || allowed.has(text),
    });
  }
  return constraints;
}

function rangeConstraints({ min, max }: Shape): Constraint[] {
  const constraints: Constraint[] = [];
  if (max !== undefined)
    constraints.push({ words: `Member must have value less than or equal to ${max}`, holds: (value) => Number(value) <= max });
  if (min !== undefined)
    constraints.push({ words: `Member must have value greater than or equal to ${min}`, holds: (value) => Number(value) >= min });
  return constraints;
}

function sizeConstraints(rules: Rules, { min, max }: Shape): Constraint[] {
  if (!rules.constraints) return [];
  const constraints: Constraint[] = [];
  if (max !== undefined)
    constraints.push({ words: `Member must have length less than or equal to ${max}`, holds: (value) => size(value) <= max });
  if (min !== undefined && min > 0)
    constraints.push({ words: `Member must have length greater than or equal to ${min}`, holds: (value) => size(value) >= min });
  return constraints;
}

function size(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value.length;
  return value instanceof Uint8Array ? value.byteLength : 0;
}

function report(
  constraints: Constraint[],
  measured: unknown,
  value: unknown,
  path: string,
  problems: string[],
  shape: Shape,
): void {
  for (const { words, holds } of constraints) {
    if (holds(measured)) continue;
    const shown = shape.sensitive === true ? 'Value' : `Value '${show(value)}'`;
    problems.push(`${shown} at '${path}' failed to satisfy constraint: ${words}`);
  }
}

function measure(shape: Shape, value: unknown): unknown {
  return shape.type === 'blob' && typeof value === 'string' ? Buffer.byteLength(value) : value;
}

function isNumber({ type }: Shape): boolean {
  return type === 'integer' || type === 'long' || type === 'float' || type === 'double';
}

function isAggregate({ type }: Shape): boolean {
  return type === 'structure' || type === 'list' || type === 'map';
}

const JAVA_TYPES: Partial<Record<Shape['type'], string>> = {
  boolean: 'Boolean',
  character: 'String',
  double: 'Double',
  float: 'Float',
  integer: 'Integer',
  long: 'Long',
  string: 'String',
};

function expectType(shape: Shape, value: unknown): void {
  const { type } = shape;
  if (type === 'string' || type === 'character') {
    if (typeof value === 'string') return;
  } else if (type === 'boolean') {
    if (typeof value === 'boolean') return;
  } else if (type === 'integer' || type === 'long') {
    if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) return;
  } else if (type === 'float' || type === 'double') {
    if (typeof value === 'number') return;
  } else if (type === 'timestamp') {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return;
  } else if (type === 'blob') {
    return;
  }
  throw unexpected(value, type);
}

/** Error of AWS for JSON of the wrong type. */
function unexpected(value: unknown, type: Shape['type']): AwsError {
  const aggregate = type === 'structure' || type === 'list' || type === 'map';
  let message: string;
  if (Array.isArray(value)) message = 'Start of list found where not expected';
  else if (typeof value === 'object' && !(value instanceof Date)) message = 'Start of structure or map found where not expected.';
  else if (aggregate) message = 'Unexpected value type in payload';
  else if (type === 'timestamp') message = 'Unable to parse the timestamp';
  else message = `${jsonToken(value)} can not be converted to ${type === 'integer' ? 'an' : 'a'} ${JAVA_TYPES[type]}`;
  return new AwsError({ code: 'SerializationException', message });
}

function jsonToken(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return 'STRING_VALUE';
}

function list(constraints: Constraint[]): string {
  return `[${constraints.map(({ words }) => words).join(', ')}]`;
}

/** A value as Java prints it: what AWS's messages show. */
function show(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `java.nio.HeapByteBuffer[pos=0 lim=${value.byteLength} cap=${value.byteLength}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${show(item)}`)
      .join(', ')}}`;
  return String(value);
}

function decapitalise(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
