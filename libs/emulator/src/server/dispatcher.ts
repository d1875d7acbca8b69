import { Authorizer } from '../authorization/authorizer.ts';
import type { ApiModel } from '../core/api-model.ts';
import { AwsError, notServed } from '../core/aws-error.ts';
import type { Faults } from '../core/faults.ts';
import type { Runtime } from '../core/runtime.ts';
import type { Call, Service, ServiceId } from '../core/service.ts';
import type { ServiceCatalogue } from '../core/service-catalogue.ts';
import { InputValidator } from '../core/validate-input.ts';

interface StartedService {
  readonly service: Service;
  readonly model: ApiModel;
  readonly validator: InputValidator;
}

/** Brings each call to its operation. A service is loaded and started at its first call. */
export class Dispatcher {
  readonly #catalogue: ServiceCatalogue;
  readonly #runtime: () => Runtime;
  readonly #faults: Faults | undefined;
  readonly #started = new Map<ServiceId, StartedService>();
  readonly #starting = new Map<ServiceId, Promise<StartedService>>();
  #authorizer: Authorizer | undefined;

  /**
   * @param runtime given late, since the runtime itself holds what calls through this dispatcher
   * @param faults injected faults. @default - none
   */
  constructor(catalogue: ServiceCatalogue, runtime: () => Runtime, faults?: Faults) {
    this.#catalogue = catalogue;
    this.#runtime = runtime;
    this.#faults = faults;
  }

  /** Decides what callers may do: between validation and operation, for calls over the wire and in process alike. */
  get authorizer(): Authorizer {
    this.#authorizer ??= new Authorizer(this.#runtime());
    return this.#authorizer;
  }

  /** The service, where it has been started. */
  startedService(id: ServiceId): Service | undefined {
    return this.#started.get(id)?.service;
  }

  /** The service, started. @throws AwsError `NotImplemented` where it is not served */
  async service(id: ServiceId): Promise<Service> {
    return (this.#started.get(id) ?? (await this.#startOnce(id))).service;
  }

  /**
   * Validates the input and runs the operation.
   *
   * @throws AwsError where AWS would refuse; any other error is a bug of the service
   */
  async invoke(call: Call, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { service, model, validator } = this.#started.get(call.service) ?? (await this.#startOnce(call.service));
    const handler = service.operations[call.operation];
    if (handler === undefined || model.operations[call.operation] === undefined) throw unknownOperation(model, call.operation);
    validator.check(call.operation, input);
    this.authorizer.check(service, call, input);
    this.#faults?.meet(call, input);
    const output: unknown = await handler(input, call);
    return (output ?? {}) as Record<string, unknown>;
  }

  /** Stops the services that were started, the last one first. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.#starting.values());
    for (const { service } of [...this.#started.values()].reverse()) {
      try {
        await service.stop?.();
      } catch (error) {
        this.#runtime().log('error', `${service.id} did not stop well: ${(error as Error).message}`);
      }
    }
    this.#started.clear();
    this.#starting.clear();
  }

  #startOnce(id: ServiceId): Promise<StartedService> {
    let starting = this.#starting.get(id);
    if (starting === undefined) {
      starting = this.#start(id);
      this.#starting.set(id, starting);
      starting.catch(() => this.#starting.delete(id));
    }
    return starting;
  }

  async #start(id: ServiceId): Promise<StartedService> {
    const manifest = this.#catalogue.get(id);
    if (manifest === undefined) throw notServed(`Service ${id}`);
    const create = await manifest.load();
    const service = create(this.#runtime());
    await service.start?.();
    const model = this.#catalogue.model(id);
    const started = { service, model, validator: new InputValidator(model, manifest.errors) };
    this.#started.set(id, started);
    return started;
  }
}

/** Builds the error for an operation that is not served: it names the operations of AWS, and answers others as AWS does. */
function unknownOperation(model: ApiModel, operation: string): AwsError {
  if (model.operations[operation] !== undefined || model.otherOperations[operation] !== undefined)
    return notServed(`${model.metadata.serviceId} ${operation}`);
  return noSuchOperation(model, operation);
}

/** AWS's answer to an operation that it does not have. */
export function noSuchOperation({ metadata }: ApiModel, operation: string): AwsError {
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
