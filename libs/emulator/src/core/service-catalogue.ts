import { API_METADATA } from './api-metadata.ts';
import { type ApiModel, apiModel } from './api-model.ts';
import { type ParsedArn, parseArn } from './arn.ts';
import type { DeliveryTarget } from './delivery-target.ts';
import type { ConditionKey } from './permission-rules.ts';
import type { ServiceId } from './service.ts';
import type { ServiceManifest } from './service-manifest.ts';

/** A resource that receives messages, and the service that it belongs to. */
export interface FoundTarget {
  readonly id: ServiceId;
  readonly target: DeliveryTarget;
  readonly resource: ParsedArn;
}

/** The services of a server, found by what names them: an id, a signing name, an ARN. */
export class ServiceCatalogue {
  readonly manifests: readonly ServiceManifest[];
  readonly #byId = new Map<string, ServiceManifest>();
  readonly #bySigningName = new Map<string, ServiceManifest[]>();
  readonly #conditionKeys = new Map<string, ConditionKey>();

  /** @throws RangeError if two manifests have the same id */
  constructor(manifests: readonly ServiceManifest[]) {
    this.manifests = manifests;
    for (const manifest of manifests) {
      if (this.#byId.has(manifest.id)) throw new RangeError(`Service ${manifest.id} has two manifests`);
      this.#byId.set(manifest.id, manifest);
      const { signingName } = this.#metadata(manifest);
      this.#bySigningName.set(signingName, [...(this.#bySigningName.get(signingName) ?? []), manifest]);
      for (const [name, key] of Object.entries(manifest.permissions?.conditionKeys ?? {})) this.#conditionKeys.set(name, key);
    }
  }

  /** Ids of the services, in the order of the manifests. */
  get ids(): ServiceId[] {
    return this.manifests.map(({ id }) => id);
  }

  /** Finds the manifest of a service. */
  get(id: string): ServiceManifest | undefined {
    return this.#byId.get(id);
  }

  /** The API model of a service. */
  model(id: ServiceId): ApiModel {
    return this.#byId.get(id)?.model?.() ?? apiModel(id);
  }

  /** The services whose requests are signed with a name. More than one if they share it. */
  signedAs(signingName: string): readonly ServiceManifest[] {
    return this.#bySigningName.get(signingName) ?? [];
  }

  /** Whether the service behind a principal, e.g. `states.amazonaws.com`, takes roles on trust in an account without roles. */
  takesRolesOnTrust(principal: string): boolean {
    return this.manifests.some(
      (manifest) =>
        manifest.takesRolesOnTrust === true && `${this.#metadata(manifest).endpointPrefix}.amazonaws.com` === principal,
    );
  }

  /** Finds what receives messages to a resource. Returns undefined if nothing does. */
  deliveryTarget(arn: string): FoundTarget | undefined {
    const resource = parseArn(arn);
    if (resource === undefined) return undefined;
    for (const { id, delivery } of this.manifests) if (delivery?.accepts(resource)) return { id, target: delivery, resource };
    return undefined;
  }

  /** Finds a condition key that a manifest defines, by its name in lower case. */
  conditionKey(name: string): ConditionKey | undefined {
    return this.#conditionKeys.get(name);
  }

  #metadata({ id, model }: ServiceManifest): { readonly endpointPrefix: string; readonly signingName: string } {
    if (model === undefined) return API_METADATA[id];
    const { endpointPrefix, signingName = endpointPrefix } = model().metadata;
    return { endpointPrefix, signingName };
  }
}
