import type { Runtime } from '../../core/runtime.ts';
import { recordKey } from './resource-name.ts';

/** A variant's model server, as requests meet it. */
export interface VariantServer {
  readonly variantName: string;
  /** Port that it listens on. Settles once the server is ready. Another port after a restart. */
  port(): Promise<number>;
  /** Counts a request that begins; call the answer when it ends. */
  begin(): () => void;
}

/** A variant in an endpoint's table. */
export interface RoutedVariant {
  readonly server: VariantServer;
  readonly weight: number;
}

/** Router from endpoints to their model servers. One table per {@link Runtime}; a change of an endpoint's variants is one assignment. */
export class EndpointRouter {
  readonly #tables = new Map<string, readonly RoutedVariant[]>();

  /** Sends an endpoint's requests to these variants from now on. */
  set(region: string, endpointName: string, variants: readonly RoutedVariant[]): void {
    this.#tables.set(recordKey(region, endpointName), variants);
  }

  /** Answers no more requests for an endpoint. */
  delete(region: string, endpointName: string): void {
    this.#tables.delete(recordKey(region, endpointName));
  }

  /** Whether the endpoint serves. */
  has(region: string, endpointName: string): boolean {
    return this.#tables.has(recordKey(region, endpointName));
  }

  /** The variant of that name, or one drawn by weight. `draw` is in [0, 1). */
  pick(region: string, endpointName: string, targetVariant: string | undefined, draw: number): VariantServer | undefined {
    const variants = this.#tables.get(recordKey(region, endpointName)) ?? [];
    if (targetVariant !== undefined) return variants.find(({ server }) => server.variantName === targetVariant)?.server;
    const total = variants.reduce((sum, { weight }) => sum + weight, 0);
    let left = draw * total;
    for (const { server, weight } of variants) {
      left -= weight;
      if (left < 0 && weight > 0) return server;
    }
    return variants[0]?.server;
  }
}

const routers = new WeakMap<Runtime, EndpointRouter>();

/** The router of a server: SageMaker fills it, SageMaker Runtime asks it. */
export function endpointRouterOf(runtime: Runtime): EndpointRouter {
  let router = routers.get(runtime);
  if (router === undefined) {
    router = new EndpointRouter();
    routers.set(runtime, router);
  }
  return router;
}
