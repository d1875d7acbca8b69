import { readFileSync } from 'node:fs';
import type { Call, ServiceId } from '../core/service.ts';
import { isGiven, valuesAt } from './input-path.ts';
import { type Place, resourceTemplate } from './resource-template.ts';

/** A permission that a call needs. */
export interface NeededPermission {
  /** e.g. `sagemaker:CreateTrainingJob` */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resource. */
  readonly resource: string;
  /** For `iam:PassRole`: the service that gets the role. */
  readonly passedTo?: string;
}

interface Entry {
  readonly action: string;
  readonly resource: string;
  /** Needed only where this member is given. */
  readonly when?: string;
  readonly unless?: string;
  readonly passedTo?: string;
}

interface ServiceAuthorization {
  /** Condition key → the members of inputs that it is read from. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly operations: Readonly<Record<string, readonly Entry[] | { readonly none: string }>>;
}

let table: Readonly<Partial<Record<ServiceId, ServiceAuthorization>>> | undefined;

/** What `models/authorization.json` says of a service. @see `models/generate-authorization.ts` */
export function authorizationOf(service: ServiceId): ServiceAuthorization | undefined {
  table ??= JSON.parse(readFileSync(new URL('../../models/authorization.json', import.meta.url), 'utf8')) as NonNullable<
    typeof table
  >;
  return table[service];
}

/**
 * What a call must be allowed to do. An operation that decides by itself, or needs no permission, gives none.
 *
 * @throws Error where the table does not know the operation: a test holds that it knows all that are served
 */
export function neededPermissions(
  { service, operation }: Pick<Call, 'service' | 'operation'>,
  input: Readonly<Record<string, unknown>>,
  place: Place,
): readonly NeededPermission[] {
  const entries = authorizationOf(service)?.operations[operation];
  if (entries === undefined) throw new Error(`models/authorization.json does not know ${service} ${operation}`);
  if (!Array.isArray(entries)) return [];
  const needed: NeededPermission[] = [];
  for (const { action, resource, when, unless, passedTo } of entries as readonly Entry[]) {
    if (when !== undefined && !holds(input, when)) continue;
    if (unless !== undefined && holds(input, unless)) continue;
    for (const arn of resourceTemplate(resource)(input, place))
      needed.push({ action, resource: arn, ...(passedTo === undefined ? {} : { passedTo }) });
  }
  return needed;
}

/** A member that is given; `CopySource|version` asks for a version within one. */
function holds(input: Readonly<Record<string, unknown>>, path: string): boolean {
  const [member = '', form] = path.split('|');
  return form === 'version' ? valuesAt(input, member).some((value) => value.includes('?versionId=')) : isGiven(input, member);
}
