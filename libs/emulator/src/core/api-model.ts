import { readFileSync } from 'node:fs';
import type { ServiceId } from './service.ts';

/** An AWS API model as botocore ships it, cut down to what `models/generate.py` keeps. */
export interface ApiModel {
  readonly metadata: ApiMetadata;
  /** The operations that are served, by name. */
  readonly operations: Readonly<Record<string, OperationModel>>;
  /** Metadata beside the shapes: the HTTP route where the service is a REST one, otherwise an empty object. */
  readonly otherOperations: Readonly<Record<string, Partial<HttpTrait>>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** Facts of a service as a whole. */
export interface ApiMetadata {
  readonly apiVersion: string;
  readonly endpointPrefix: string;
  readonly protocol: 'json' | 'rest-json' | 'rest-xml' | 'query' | 'ec2' | 'smithy-rpc-v2-cbor';
  readonly protocols?: readonly string[];
  readonly serviceId: string;
  readonly jsonVersion?: '1.0' | '1.1';
  readonly targetPrefix?: string;
  readonly signingName?: string;
  readonly xmlNamespace?: string;
  readonly awsQueryCompatible?: object;
}

/** Method and URI template of an operation, e.g. `PUT /{Bucket}/{Key+}?tagging`. */
export interface HttpTrait {
  readonly method: string;
  readonly requestUri: string;
  readonly responseCode?: number;
}

/** One operation. */
export interface OperationModel {
  readonly http: HttpTrait;
  readonly input?: ShapeReference;
  readonly output?: ShapeReference & { readonly resultWrapper?: string };
  /** Names of its modelled error shapes. */
  readonly errors?: readonly string[];
}

/** A use of a shape: by an operation, a structure's member, a list or a map. */
export interface ShapeReference {
  readonly shape: string;
  readonly eventpayload?: boolean;
  readonly flattened?: boolean;
  readonly jsonvalue?: boolean;
  readonly location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';
  readonly locationName?: string;
  /** The name in requests of EC2's protocol, where that is another one. */
  readonly queryName?: string;
  readonly streaming?: boolean;
  readonly timestampFormat?: TimestampFormat;
  readonly xmlAttribute?: boolean;
  readonly xmlNamespace?: { readonly uri: string; readonly prefix?: string } | string;
}

/** Format of a timestamp other than the protocol's own. */
export type TimestampFormat = 'iso8601' | 'rfc822' | 'unixTimestamp';

/** A type of the model. */
export interface Shape {
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'character'
    | 'integer'
    | 'long'
    | 'float'
    | 'double'
    | 'boolean'
    | 'timestamp'
    | 'blob';
  readonly enum?: readonly string[];
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number; readonly senderFault?: boolean };
  readonly event?: boolean;
  readonly eventstream?: boolean;
  readonly exception?: boolean;
  readonly flattened?: boolean;
  readonly key?: ShapeReference;
  readonly locationName?: string;
  readonly max?: number;
  readonly member?: ShapeReference;
  readonly members?: Readonly<Record<string, ShapeReference>>;
  readonly min?: number;
  readonly pattern?: string;
  readonly payload?: string;
  readonly required?: readonly string[];
  readonly sensitive?: boolean;
  readonly streaming?: boolean;
  readonly timestampFormat?: TimestampFormat;
  readonly value?: ShapeReference;
  readonly xmlNamespace?: { readonly uri: string; readonly prefix?: string } | string;
}

const models = new Map<ServiceId, ApiModel>();

/** The API model of a served service; read and parsed at its first use. */
export function apiModel(service: ServiceId): ApiModel {
  let model = models.get(service);
  if (model === undefined) {
    model = JSON.parse(readFileSync(new URL(`../../models/${service}.json`, import.meta.url), 'utf8')) as ApiModel;
    models.set(service, model);
  }
  return model;
}

/** The shape that a reference names. */
export function shapeOf(model: Pick<ApiModel, 'shapes'>, reference: ShapeReference | string): Shape {
  const name = typeof reference === 'string' ? reference : reference.shape;
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`the API model has no shape ${name}`);
  return shape;
}

const memberLists = new WeakMap<Shape, readonly (readonly [string, ShapeReference])[]>();

/** The members of a structure with their names; the list is made once for each shape, since every call walks it. */
export function membersOf(shape: Shape): readonly (readonly [name: string, member: ShapeReference])[] {
  let members = memberLists.get(shape);
  if (members === undefined) {
    members = Object.entries(shape.members ?? {});
    memberLists.set(shape, members);
  }
  return members;
}

/** The modelled error shape with this code, where the served operations know one. */
export function errorShape(model: ApiModel, code: string): Shape | undefined {
  const named = model.shapes[code];
  if (named?.exception === true) return named;
  return Object.values(model.shapes).find((shape) => shape.exception === true && shape.error?.code === code);
}
