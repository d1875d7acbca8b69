import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { SFNClient } from '@aws-sdk/client-sfn';

/** AWS clients of your own, used instead of those that would be made. Each has the name of its package. */
export interface AwsClients {
  readonly cloudformation?: CloudFormationClient;
  readonly cloudwatchLogs?: CloudWatchLogsClient;
  readonly s3?: S3Client;
  readonly sagemaker?: SageMakerClient;
  readonly sagemakerRuntime?: SageMakerRuntimeClient;
  readonly sfn?: SFNClient;
}

/** Where AWS is. What is left out comes from the environment, as in every AWS client. */
export interface ClientOptions {
  /** @default - the AWS configuration's region */
  readonly region?: string;
  /** An endpoint for all services, e.g. the embedded AWS's. @default - AWS, or `AWS_ENDPOINT_URL` */
  readonly endpoint?: string;
  /** @default - the AWS credential chain */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
  /** @default - made when first needed */
  readonly clients?: AwsClients;
}

/** Hands out AWS clients, each imported and made at its first use and kept. */
export class LazyClients {
  readonly #options: ClientOptions;
  readonly #made = new Map<keyof AwsClients, Promise<unknown>>();

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  cloudformation(): Promise<CloudFormationClient> {
    return this.#get(
      'cloudformation',
      async (config) => new (await import('@aws-sdk/client-cloudformation')).CloudFormationClient(config),
    );
  }

  cloudwatchLogs(): Promise<CloudWatchLogsClient> {
    return this.#get(
      'cloudwatchLogs',
      async (config) => new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogsClient(config),
    );
  }

  s3(): Promise<S3Client> {
    return this.#get(
      's3',
      async (config) =>
        new (await import('@aws-sdk/client-s3')).S3Client({ ...config, forcePathStyle: this.#options.endpoint !== undefined }),
    );
  }

  sagemaker(): Promise<SageMakerClient> {
    return this.#get('sagemaker', async (config) => new (await import('@aws-sdk/client-sagemaker')).SageMakerClient(config));
  }

  sagemakerRuntime(): Promise<SageMakerRuntimeClient> {
    return this.#get(
      'sagemakerRuntime',
      async (config) => new (await import('@aws-sdk/client-sagemaker-runtime')).SageMakerRuntimeClient(config),
    );
  }

  sfn(): Promise<SFNClient> {
    return this.#get('sfn', async (config) => new (await import('@aws-sdk/client-sfn')).SFNClient(config));
  }

  #get<Client>(name: keyof AwsClients, make: (config: ClientConfig) => Promise<Client>): Promise<Client> {
    const { clients, region, endpoint, credentials } = this.#options;
    const given = clients?.[name];
    if (given !== undefined) return Promise.resolve(given as Client);
    let client = this.#made.get(name) as Promise<Client> | undefined;
    if (client === undefined) {
      client = make({ ...(region && { region }), ...(endpoint && { endpoint }), ...(credentials && { credentials }) });
      this.#made.set(name, client);
    }
    return client;
  }
}

type ClientConfig = Pick<ClientOptions, 'region' | 'endpoint' | 'credentials'>;
