import type { ServiceId } from '../../../core/service.ts';
import { type ListedTag, mergeTags, tagList, tagsFromList } from '../../../core/tags.ts';
import type { Json, JsonObject } from '../template/json.ts';
import { validationError } from '../template/validation-error.ts';
import { type PropertyShape, propertiesNotServed } from './property-shape.ts';

/** Properties of a resource: resolved, checked and coerced. */
export type Properties = Readonly<Record<string, Json>>;

/** A resource as it is once it has been made. */
export interface ResourceState {
  /** Physical id: the value of `Ref`, by which the resource is deleted. */
  readonly physicalId: string;
  /** Values of `Fn::GetAtt`, by the attribute's name. */
  readonly attributes: Readonly<Record<string, Json>>;
}

/** Context of a resource type. */
export interface ResourceContext {
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** Type in the template: `Custom::Anything` for a custom resource. */
  readonly typeName: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly endpointUrl: string;
  /** A name of CloudFormation's making, within the type's rules; the same one for each attempt. */
  readonly generatedName: string;
  /** Tags of the stack. */
  readonly stackTags: Readonly<Record<string, string>>;
  /** Aborted where the operation is cancelled or the server stops. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly setTimer: (epochMillis: number, callback: () => void) => { cancel(): void };
  /** Calls AWS as the stack's role, or as who asked for the stack. */
  readonly call: <Output = Record<string, unknown>>(service: ServiceId, operation: string, input: object) => Promise<Output>;
  /** Says that the resource exists from now on: what fails later is rolled back by this id. */
  readonly claim: (physicalId: string) => void;
  /** Registers a wait for an answer over HTTP. */
  readonly awaitResponse: (token: string, signal: AbortSignal) => Promise<string>;
  /** A token that names this attempt of this operation on this resource, the same after a restart of the server. */
  readonly requestToken: string;
  readonly log: (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void;
}

/** A type of resource: its properties, and how it is made, changed and deleted. */
export interface ResourceType {
  readonly typeName: string;
  readonly properties: Readonly<Record<string, PropertyShape>>;
  readonly required: readonly string[];
  /** Properties whose change needs a new resource. */
  readonly createOnly: readonly string[];
  /** The property that names the resource. */
  readonly nameProperty?: string;
  /** Rules for generated names. @default at most 64 characters, any case */
  readonly generatedName?: { readonly maximumLength?: number; readonly lowerCase?: boolean };
  /** Attributes that `Fn::GetAtt` takes; `any` where the resource itself decides. */
  readonly attributes: readonly string[] | 'any';
  readonly create: (properties: Properties, context: ResourceContext) => Promise<ResourceState>;
  /** Changes the resource in place. A new physical id stands for a replacement. */
  readonly update: (
    state: ResourceState,
    properties: Properties,
    before: Properties,
    context: ResourceContext,
  ) => Promise<ResourceState>;
  /** Deletes the resource. One that is gone already is not an error. */
  readonly delete: (state: ResourceState, properties: Properties, context: ResourceContext) => Promise<void>;
  /** @throws AwsError where a property in use is not served here */
  readonly checkServed?: (logicalId: string, properties: JsonObject | undefined) => void;
}

/** The types that are served, by name. */
export type ResourceTypes = ReadonlyMap<string, ResourceType>;

/** Registers types, each with the check of what it does not serve. */
export function resourceTypes(all: readonly ResourceType[]): ResourceTypes {
  return new Map(all.map((type) => [type.typeName, { checkServed: checkOf(type), ...type }]));
}

/** The type of a resource: `Custom::Anything` is a custom resource. */
export function resourceTypeOf(types: ResourceTypes, typeName: string): ResourceType | undefined {
  return (
    types.get(typeName) ??
    (/^Custom::[\w@-]{1,60}$/.test(typeName) ? types.get('AWS::CloudFormation::CustomResource') : undefined)
  );
}

/** Tags of the stack and of the resource itself; the latter win. */
export function mergedTags(own: Json | undefined, context: ResourceContext): { Key: string; Value: string }[] {
  return tagList(mergeTags(context.stackTags, tagsFromList((own ?? []) as readonly ListedTag[])));
}

function checkOf(type: ResourceType): NonNullable<ResourceType['checkServed']> {
  return (logicalId, properties) => {
    const unknown =
      type.attributes === 'any' ? undefined : Object.keys(properties ?? {}).find((name) => !(name in type.properties));
    if (unknown !== undefined) {
      throw validationError(
        `Properties validation failed for resource ${logicalId} with message:\n#: extraneous key [${unknown}] is not permitted`,
      );
    }
    const [path] = propertiesNotServed(properties, type.properties, '');
    if (path === undefined) return;
    throw validationError(`Property ${path} of ${type.typeName} (${logicalId}) is not served by the embedded AWS of Stepmaker`);
  };
}
