import type { Json } from '@stepmaker/asl-interpreter';
import { type ApiModel, membersOf, type Shape, type ShapeReference, shapeOf } from '../../../core/api-model.ts';

type Shapes = Pick<ApiModel, 'shapes'>;

/** A request as a handler takes it, with what is wrong with the parameters it was made from. */
export interface ConvertedRequest {
  readonly input: Record<string, unknown>;
  /** Problems in the words of Step Functions. Empty where the call can be made. */
  readonly problems: readonly string[];
}

/**
 * Makes an operation's input from a state's parameters: member names in PascalCase become the API's own, texts of dates become dates, and
 * values that are not text become JSON text where the API takes one.
 *
 * @param model the service's API model
 * @param input the operation's input shape
 * @param style how the integration spells members, and what it sends where the API takes bytes
 */
export function requestFrom(
  model: Shapes,
  input: ShapeReference | undefined,
  parameters: Json,
  { spell, bytesOf }: Style = SDK_STYLE,
): ConvertedRequest {
  const problems: string[] = [];
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) {
    return { input: {}, problems: ['The Parameters must be a JSON object'] };
  }
  const reading: Reading = { model, spell, bytesOf, problems };
  const shape = input === undefined ? { type: 'structure' as const } : shapeOf(model, input);
  return { input: structure(reading, shape, parameters as Readonly<Record<string, Json>>), problems };
}

/** Spelling of an API's members in an integration: {@link memberName}, or {@link pascalCase} in the optimised ones. */
export type Spelling = (member: string) => string;

/** `stateMachineArn` with a capital: `StateMachineArn`; all else as the API has it, as optimised integrations do. */
export function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * A member as the AWS SDK for Java 2, and so an AWS SDK integration, spells it: `stateMachineArn` is `StateMachineArn`, and of capitals at the beginning only
 * the first of each word is left, so `SSEKMSKeyId` is `SsekmsKeyId` and `DBName` is `DbName`.
 */
export function memberName(name: string): string {
  const [capitals = ''] = /^[A-Z]+/.exec(name) ?? [];
  if (capitals.length < 2) return pascalCase(name);
  const word =
    capitals.length === name.length || !/[a-z]/.test(name.charAt(capitals.length)) ? capitals.length : capitals.length - 1;
  return capitals.charAt(0) + capitals.slice(1, word).toLowerCase() + name.slice(word);
}

/** Request conventions of an integration. */
export interface Style {
  readonly spell: Spelling;
  /** Bytes for a value where the API takes bytes. */
  readonly bytesOf: (value: Json) => string;
}

/** Of AWS SDK integrations: a text for bytes is sent as JSON too, so what is put into S3 as `Body: 'a'` is there in quotes. */
export const SDK_STYLE: Style = { spell: memberName, bytesOf: (value) => JSON.stringify(value) };

/** Spelling and bytes of optimised integrations. */
export const OPTIMIZED_STYLE: Style = { spell: pascalCase, bytesOf: textOf };

/** Common context of all parts of a request. */
interface Reading extends Style {
  readonly model: Shapes;
  readonly problems: string[];
}

function structure(reading: Reading, shape: Shape, value: Readonly<Record<string, Json>>): Record<string, unknown> {
  const { spell, problems } = reading;
  const members = new Map(membersOf(shape).map((member) => [spell(member[0]), member]));
  const result: Record<string, unknown> = {};
  for (const [given, member] of Object.entries(value)) {
    const known = members.get(given);
    if (known === undefined) {
      problems.push(`The field "${given}" is not supported by Step Functions`);
    } else if (member !== null) {
      const [name, reference] = known;
      result[name] = convert(reading, reference, member, given);
    }
  }
  for (const required of shape.required ?? []) {
    const name = spell(required);
    if (value[name] === undefined || value[name] === null) problems.push(`The field "${name}" is required but was missing`);
  }
  return result;
}

function convert(reading: Reading, reference: ShapeReference, value: Json, name: string): unknown {
  const shape = shapeOf(reading.model, reference);
  const invalid = (): undefined => {
    reading.problems.push(`The value of the field '${name}' has an invalid format`);
    return undefined;
  };
  switch (shape.type) {
    case 'structure':
      return isObject(value) ? structure(reading, shape, value) : invalid();
    case 'map': {
      const member = shape.value as ShapeReference;
      if (!isObject(value)) return invalid();
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(reading, member, item, key)]));
    }
    case 'list': {
      const member = shape.member as ShapeReference;
      if (!Array.isArray(value)) return invalid();
      return value.map((item: Json) => convert(reading, member, item, name));
    }
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return value === 'true' || value === 'false' ? value === 'true' : invalid();
    case 'integer':
    case 'long':
    case 'float':
    case 'double': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : invalid();
    }
    case 'timestamp':
      return dateOf(value) ?? invalid();
    case 'blob':
      return Buffer.from(reading.bytesOf(value));
    default:
      return textOf(value);
  }
}

/** A text as it is; anything else as the text of its JSON. */
function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function dateOf(value: Json): Date | undefined {
  const date = typeof value === 'string' ? new Date(value) : typeof value === 'number' ? new Date(value * 1000) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
