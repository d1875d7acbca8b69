import { Authorizer } from '../authorization/authorizer.ts';
import { apiModel } from './api-model.ts';
import { AwsError, notServed } from './aws-error.ts';
import type { Faults } from './faults.ts';
import type { Runtime } from './runtime.ts';
import type { Call, Service, ServiceId } from './service.ts';
import type { ServiceFactory } from './service-catalogue.ts';
import { validateInput } from './validate-input.ts';

/** Where the services come from. */
export type ServiceCatalogue = Readonly<Partial<Record<ServiceId, () => Promise<ServiceFactory>>>>;

/** Brings each call to its operation. Services are made, and started, at their first call. */
export class Dispatcher {
  readonly #catalogue: ServiceCatalogue;
  readonly #runtime: () => Runtime;
  readonly #faults: Faults | undefined;
  readonly #started = new Map<ServiceId, Service>();
  readonly #starting = new Map<ServiceId, Promise<Service>>();
  #authorizer: Authorizer | undefined;

  /**
   * @param runtime given late, since the runtime itself holds what calls through this dispatcher
   * @param faults what goes wrong by order
   */
  constructor(catalogue: ServiceCatalogue, runtime: () => Runtime, faults?: Faults) {
    this.#catalogue = catalogue;
    this.#runtime = runtime;
    this.#faults = faults;
  }

  /** The services that this server can be asked for. */
  get serviceIds(): ServiceId[] {
    return Object.keys(this.#catalogue) as ServiceId[];
  }

  /** Decides what callers may do: between validation and operation, for calls over the wire and in process alike. */
  get authorizer(): Authorizer {
    this.#authorizer ??= new Authorizer(this.#runtime());
    return this.#authorizer;
  }

  /** The service, where it has been started. */
  startedService(id: ServiceId): Service | undefined {
    return this.#started.get(id);
  }

  /** The service, started. @throws AwsError `NotImplemented` where it is not served */
  async service(id: ServiceId): Promise<Service> {
    const started = this.#started.get(id);
    if (started !== undefined) return started;
    let starting = this.#starting.get(id);
    if (starting === undefined) {
      starting = this.#start(id);
      this.#starting.set(id, starting);
      starting.catch(() => this.#starting.delete(id));
    }
    return starting;
  }

  /**
   * Validates the input and runs the operation.
   *
   * @throws AwsError where AWS would refuse; any other error is a bug of the service
   */
  async invoke(call: Call, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    const service = this.#started.get(call.service) ?? (await this.service(call.service));
    const handler = service.operations[call.operation];
    const model = apiModel(call.service);
    if (handler === undefined || model.operations[call.operation] === undefined) throw unknownOperation(call);
    validateInput(call.service, call.operation, input);
    this.authorizer.check(service, call, input);
    this.#faults?.meet(call, input);
    const output: unknown = await handler(input, call);
    return (output ?? {}) as Record<string, unknown>;
  }

  /** Stops the services that were started, the last one first. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.#starting.values());
    for (const service of [...this.#started.values()].reverse()) {
      try {
        await service.stop?.();
      } catch (error) {
        this.#runtime().log('error', `${service.id} did not stop well: ${(error as Error).message}`);
      }
    }
    this.#started.clear();
    this.#starting.clear();
  }

  async #start(id: ServiceId): Promise<Service> {
    const load = this.#catalogue[id];
    if (load === undefined) throw notServed(`Service ${id}`);
    const create = await load();
    const service = create(this.#runtime());
    await service.start?.();
    this.#started.set(id, service);
    return service;
  }
}

/** What is answered for an operation that is not served: AWS's operations by name, others as AWS does. */
function unknownOperation({ service, operation }: Call): AwsError {
  const model = apiModel(service);
  if (model.operations[operation] !== undefined || model.otherOperations[operation] !== undefined)
    return notServed(`${model.metadata.serviceId} ${operation}`);
  return noSuchOperation(service, operation);
}

/** AWS's answer to an operation that it does not have. */
export function noSuchOperation(service: ServiceId, operation: string): AwsError {
  const { metadata } = apiModel(service);
  if (metadata.protocol === 'query')
    return new AwsError({
      code: 'InvalidAction',
      message: `Could not find operation ${operation} for version ${metadata.apiVersion}`,
    });
  return new AwsError({
    code: 'UnknownOperationException',
    message: `${metadata.serviceId} has no operation ${operation}`,
    httpStatus: 404,
  });
}
