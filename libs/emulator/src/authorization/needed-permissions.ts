import { readFileSync } from 'node:fs';
import type { ArnForm, CallScope, OperationInput } from '../core/permission-rules.ts';
import type { Call, ServiceId } from '../core/service.ts';
import type { ServiceCatalogue } from '../core/service-catalogue.ts';
import { SHARED_ARN_FORMS } from './arn-forms.ts';
import { isGiven, valuesAt } from './input-path.ts';
import { type ResourceTemplate, resourceTemplate } from './resource-template.ts';

/** A permission that a call needs. */
export interface NeededPermission {
  /** e.g. `sagemaker:CreateTrainingJob` */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resource. */
  readonly resource: string;
  /** Service that gets the role, for `iam:PassRole`. */
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

interface ServicePermissions {
  /** Condition key → the members of inputs that it is read from. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly operations: Readonly<Record<string, readonly Entry[] | { readonly none: string }>>;
}

const tables = new Map<ServiceId, ServicePermissions>();

/** Reads `models/<service>.permissions.json`, once. @see `models/generate-authorization.ts` */
export function permissionsOf(service: ServiceId): ServicePermissions {
  let table = tables.get(service);
  if (table === undefined) {
    const text = readFileSync(new URL(`../../models/${service}.permissions.json`, import.meta.url), 'utf8');
    table = JSON.parse(text) as ServicePermissions;
    tables.set(service, table);
  }
  return table;
}

/** The permissions of one operation, ready to be applied to inputs. */
interface CompiledEntry extends Pick<Entry, 'action' | 'when' | 'unless' | 'passedTo'> {
  readonly resources: ResourceTemplate;
}

interface CompiledOperation {
  readonly entries: readonly CompiledEntry[];
  readonly forms: Readonly<Record<string, ArnForm>>;
}

/** Finds out what a call must be allowed to do. */
export class NeededPermissions {
  readonly #catalogue: ServiceCatalogue;
  readonly #compiled = new Map<string, CompiledOperation>();

  constructor(catalogue: ServiceCatalogue) {
    this.#catalogue = catalogue;
  }

  /**
   * The permissions that a call needs. An operation that decides by itself, or needs no permission, gives none.
   *
   * @throws Error if the table lacks the operation: a test checks that it has every served one
   */
  of(
    { service, operation }: Pick<Call, 'service' | 'operation'>,
    input: OperationInput,
    scope: CallScope,
  ): readonly NeededPermission[] {
    const { entries, forms } = this.#operation(service, operation);
    const holds = (path: string): boolean => {
      const [member = '', form] = path.split('|');
      if (form === undefined) return isGiven(input, member);
      return valuesAt(input, member).some((value) => forms[form]?.write(value, scope, input) !== '');
    };
    const needed: NeededPermission[] = [];
    for (const { action, resources, when, unless, passedTo } of entries) {
      if (when !== undefined && !holds(when)) continue;
      if (unless !== undefined && holds(unless)) continue;
      for (const resource of resources(input, scope))
        needed.push({ action, resource, ...(passedTo === undefined ? {} : { passedTo }) });
    }
    return needed;
  }

  #operation(service: ServiceId, operation: string): CompiledOperation {
    const key = `${service} ${operation}`;
    let compiled = this.#compiled.get(key);
    if (compiled === undefined) {
      const entries = permissionsOf(service).operations[operation];
      if (entries === undefined) throw new Error(`models/${service}.permissions.json lacks ${operation}`);
      const forms = { ...SHARED_ARN_FORMS, ...this.#catalogue.get(service)?.permissions?.arnForms };
      const listed = Array.isArray(entries) ? (entries as readonly Entry[]) : [];
      compiled = {
        forms,
        entries: listed.map(({ resource, ...entry }) => ({ ...entry, resources: resourceTemplate(resource, forms) })),
      };
      this.#compiled.set(key, compiled);
    }
    return compiled;
  }
}
