import { AwsError } from '../core/aws-error.ts';
import type { Runtime } from '../core/runtime.ts';
import type { OperationHandler, Service, ServiceFactory, ServiceId } from '../core/service.ts';
import type { ForwardingClient, ServiceManifest } from '../core/service-manifest.ts';

/** A service that can be forwarded to another AWS: its manifest names the client for it. */
export type ExternalService = ServiceId;

/** Endpoint URLs of the services that are forwarded, by their ids, e.g. `{ s3: 'http://127.0.0.1:4567' }`. */
export type ExternalServices = Readonly<Partial<Record<ExternalService, string>>>;

/** The part of an AWS SDK client that is called. */
interface Client {
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<Record<string, unknown>>;
  destroy(): void;
}

type Constructor<T> = new (input: object) => T;

/** The services of a server of which some are forwarded to another AWS. */
export interface ForwardedServices {
  readonly manifests: readonly ServiceManifest[];
  /** Environment variables that send the calls of a job to the endpoints of the forwarded services. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where the calls of a service go, and by which client. */
interface Forwarding {
  readonly id: ServiceId;
  readonly endpoint: string;
  readonly client: ForwardingClient;
}

/**
 * Replaces services by the ones of another AWS: the SDK's client forwards every operation. So jobs of this server read and write the S3 of,
 * say, LocalStack. The access key is the number of the account, by which LocalStack knows the account.
 *
 * @throws RangeError if a service cannot be forwarded
 */
export function forwardServices(manifests: readonly ServiceManifest[], externalServices: ExternalServices): ForwardedServices {
  const forwardings = forwardingsOf(manifests, externalServices);
  const byId = new Map(forwardings.map((forwarding) => [forwarding.id, forwarding]));
  return {
    manifests: manifests.map((manifest) => {
      const forwarding = byId.get(manifest.id);
      return forwarding === undefined ? manifest : { ...manifest, load: () => loadForwarded(forwarding) };
    }),
    environment: Object.fromEntries(forwardings.map(({ client, endpoint }) => [`AWS_ENDPOINT_URL_${client.variable}`, endpoint])),
  };
}

function forwardingsOf(manifests: readonly ServiceManifest[], externalServices: ExternalServices): Forwarding[] {
  return Object.entries(externalServices).map(([id, endpoint]) => {
    const client = manifests.find((manifest) => manifest.id === id)?.forwarding;
    if (client === undefined) {
      const known = manifests.filter(({ forwarding }) => forwarding !== undefined).map((manifest) => manifest.id);
      throw new RangeError(`externalServices: service ${id} cannot be forwarded. Services that can: ${known.join(', ')}`);
    }
    return { id: id as ServiceId, endpoint, client };
  });
}

async function loadForwarded(forwarding: Forwarding): Promise<ServiceFactory> {
  const sdk = (await forwarding.client.load()) as Readonly<Record<string, Constructor<Client>>>;
  return (runtime) => createForwardedService(forwarding, sdk, runtime);
}

function createForwardedService(
  { id, endpoint, client: { client: className, options } }: Forwarding,
  sdk: Readonly<Record<string, Constructor<Client>>>,
  runtime: Runtime,
): Service {
  const clients = new Map<string, Client>();
  const clientOf = (region: string): Client => {
    let client = clients.get(region);
    if (client === undefined) {
      client = new (sdk[className] as Constructor<Client>)({
        endpoint,
        region,
        credentials: { accessKeyId: runtime.account, secretAccessKey: 'external' },
        ...options,
      });
      clients.set(region, client);
    }
    return client;
  };
  const handler =
    (operation: string): OperationHandler<object> =>
    async (input, { region, signal }) => {
      const Command = sdk[`${operation}Command`] as Constructor<object>;
      try {
        return await clientOf(region).send(new Command(input), { abortSignal: signal });
      } catch (error) {
        throw asAwsError(error, id, endpoint);
      }
    };
  return {
    id,
    operations: Object.fromEntries(
      Object.keys(runtime.catalogue.model(id).operations).map((operation) => [operation, handler(operation)]),
    ),
    stop() {
      for (const client of clients.values()) client.destroy();
    },
  };
}

/** The error that the other AWS returned, or that it did not answer. */
function asAwsError(error: unknown, id: ServiceId, endpoint: string): AwsError {
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  const httpStatus = $metadata?.httpStatusCode;
  if (httpStatus !== undefined) return new AwsError({ code: name, message, httpStatus });
  return new AwsError({
    code: 'ServiceUnavailable',
    message: `${id} is served at ${endpoint}, where nothing answered: ${message}`,
    httpStatus: 503,
  });
}
