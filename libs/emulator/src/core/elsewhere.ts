import { apiModel } from './api-model.ts';
import { AwsError } from './aws-error.ts';
import type { Runtime } from './runtime.ts';
import type { OperationHandler, Service } from './service.ts';
import type { ServiceFactory } from './service-catalogue.ts';

/** The services that may be served elsewhere: those that SageMaker's jobs and endpoints read and write. */
export type ServiceElsewhere = 's3' | 'logs' | 'cloudwatch';

/** Where services are served instead of here, e.g. `{ s3: 'http://127.0.0.1:4567' }`. */
export type Elsewhere = Readonly<Partial<Record<ServiceElsewhere, string>>>;

/** What is called of an AWS client of the SDK. */
interface Client {
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<Record<string, unknown>>;
  destroy(): void;
}

type Constructor<T> = new (input: object) => T;

/** Each service's client class and commands, and the word for it in `AWS_ENDPOINT_URL_<word>`. */
const CLIENTS: Readonly<
  Record<ServiceElsewhere, { readonly client: string; readonly variable: string; load(): Promise<unknown> }>
> = {
  s3: { client: 'S3Client', variable: 'S3', load: () => import('@aws-sdk/client-s3') },
  logs: {
    client: 'CloudWatchLogsClient',
    variable: 'CLOUDWATCH_LOGS',
    load: () => import('@aws-sdk/client-cloudwatch-logs'),
  },
  cloudwatch: { client: 'CloudWatchClient', variable: 'CLOUDWATCH', load: () => import('@aws-sdk/client-cloudwatch') },
};

/**
 * Another AWS's services in place of one's own: every operation is passed on by the SDK's client. So jobs of this server read and write
 * the S3 of, say, LocalStack. The keys are none: the access key is the account's number, by which LocalStack knows the account.
 */
export function servicesElsewhere(elsewhere: Elsewhere): Partial<Record<ServiceElsewhere, () => Promise<ServiceFactory>>> {
  const entries = Object.entries(elsewhere) as [ServiceElsewhere, string][];
  return Object.fromEntries(
    entries.map(([id, endpoint]) => [
      id,
      async (): Promise<ServiceFactory> => {
        const sdk = (await CLIENTS[id].load()) as Readonly<Record<string, Constructor<Client>>>;
        return (runtime) => passedOn(id, endpoint, sdk, runtime);
      },
    ]),
  );
}

/** The variables that send a job's own calls to where the services are. */
export function elsewhereEnvironment(elsewhere: Elsewhere): Record<string, string> {
  const entries = Object.entries(elsewhere) as [ServiceElsewhere, string][];
  return Object.fromEntries(entries.map(([id, endpoint]) => [`AWS_ENDPOINT_URL_${CLIENTS[id].variable}`, endpoint]));
}

function passedOn(
  id: ServiceElsewhere,
  endpoint: string,
  sdk: Readonly<Record<string, Constructor<Client>>>,
  runtime: Runtime,
): Service {
  const clients = new Map<string, Client>();
  const clientOf = (region: string): Client => {
    let client = clients.get(region);
    if (client === undefined) {
      client = new (sdk[CLIENTS[id].client] as Constructor<Client>)({
        endpoint,
        region,
        credentials: { accessKeyId: runtime.account, secretAccessKey: 'elsewhere' },
        ...(id === 's3' && { forcePathStyle: true }),
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
    operations: Object.fromEntries(Object.keys(apiModel(id).operations).map((operation) => [operation, handler(operation)])),
    stop() {
      for (const client of clients.values()) client.destroy();
    },
  };
}

/** What the other AWS answered, or that nothing answered there. */
function asAwsError(error: unknown, id: ServiceElsewhere, endpoint: string): AwsError {
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  const httpStatus = $metadata?.httpStatusCode;
  if (httpStatus !== undefined) return new AwsError({ code: name, message, httpStatus });
  return new AwsError({
    code: 'ServiceUnavailable',
    message: `${id} is served at ${endpoint}, where nothing answered: ${message}`,
    httpStatus: 503,
  });
}
