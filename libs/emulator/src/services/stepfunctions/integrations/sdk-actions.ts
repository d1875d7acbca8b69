import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ApiModel, Shape, ShapeReference } from '../../../core/api-model.ts';

/** A service that AWS SDK integrations can call, with the inputs of its actions; served by the emulator or not. */
export interface SdkCatalogueEntry {
  /** The client's name in the AWS SDK for Java 2, with which errors begin: `DynamoDb`. */
  readonly prefix: string;
  /** The API's operations, e.g. `GetItem`, with their input shapes; undefined for those that take nothing. */
  readonly inputs: ReadonlyMap<string, ShapeReference | undefined>;
  readonly model: Pick<ApiModel, 'shapes'>;
}

/** A line of `models/sdk-actions.jsonl`; `models/generate-sdk-actions.py` says what stands for what. */
interface Line {
  readonly prefix: string;
  readonly actions: Readonly<Record<string, number>>;
  readonly shapes: readonly (Readonly<Record<string, string | number>> | readonly ['l' | 'm', string | number])[];
}

const FILE = fileURLToPath(new URL('../../../../models/sdk-actions.jsonl', import.meta.url));

const SCALARS: Readonly<Record<string, Shape>> = {
  s: { type: 'string' },
  b: { type: 'boolean' },
  i: { type: 'long' },
  f: { type: 'double' },
  t: { type: 'timestamp' },
  B: { type: 'blob' },
};

const entries = new Map<string, SdkCatalogueEntry | undefined>();

/**
 * The service of this name in `arn:aws:states:::aws-sdk:<name>:<action>`; undefined where AWS has none.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export function sdkCatalogueEntry(name: string): SdkCatalogueEntry | undefined {
  if (!entries.has(name)) entries.set(name, read(name));
  return entries.get(name);
}

/** The file is read anew for each service: few are ever asked for, and together they are large. */
function read(name: string): SdkCatalogueEntry | undefined {
  const text = `\n${readFileSync(FILE, 'utf8')}`;
  const at = text.indexOf(`\n${name}\t`);
  if (at < 0) return undefined;
  const { prefix, actions, shapes } = JSON.parse(text.slice(at + name.length + 2, text.indexOf('\n', at + 1))) as Line;
  const inputs = Object.entries(actions).map(([action, shape]) => [action, shape < 0 ? undefined : reference(shape)] as const);
  const named = shapes.map((shape, index) => [String(index), shapeFrom(shape)] as const);
  return { prefix, inputs: new Map(inputs), model: { shapes: { ...SCALARS, ...Object.fromEntries(named) } } };
}

function shapeFrom(shape: Line['shapes'][number]): Shape {
  if (isCollection(shape)) {
    const [kind, of] = shape;
    return kind === 'l' ? { type: 'list', member: reference(of) } : { type: 'map', value: reference(of) };
  }
  const members = Object.entries(shape).map(([name, of]) => [name.replace(/!$/, ''), reference(of)] as const);
  const required = Object.keys(shape).flatMap((name) => (name.endsWith('!') ? [name.slice(0, -1)] : []));
  return { type: 'structure', members: Object.fromEntries(members), required };
}

function isCollection(shape: Line['shapes'][number]): shape is readonly ['l' | 'm', string | number] {
  return Array.isArray(shape);
}

function reference(shape: string | number): ShapeReference {
  return { shape: String(shape) };
}
