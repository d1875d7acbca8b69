import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { SFNClient } from '@aws-sdk/client-sfn';

/** Any client of the AWS SDK for JavaScript v3, as far as it is used here. */
export interface AwsClient {
  // biome-ignore lint/suspicious/noExplicitAny: every client has separate commands
  send(command: any, ...options: any[]): Promise<any>;
  destroy?(): void;
}

/** AWS clients of your own, used instead of those that would be made. Each has the name of its package. */
export interface AwsClients {
  readonly applicationAutoScaling?: AwsClient;
  readonly cloudformation?: AwsClient;
  readonly cloudwatchLogs?: AwsClient;
  readonly s3?: AwsClient;
  readonly sagemaker?: AwsClient;
  readonly sagemakerRuntime?: SageMakerRuntimeClient;
  readonly sfn?: SFNClient;
}

/** Access keys, as AWS clients take them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Settings of AWS clients. What is left out comes from the environment, as in every AWS client. */
export interface ClientOptions {
  /** @default - the region in the ARN that was given, else the AWS configuration's */
  readonly region?: string;
  /** An endpoint for all services, e.g. the embedded AWS's. @default - AWS, or `AWS_ENDPOINT_URL` */
  readonly endpoint?: string;
  /** Access keys, or a function that gives them, such as those of `@aws-sdk/credential-providers`. @default - the AWS credential chain */
  readonly credentials?: Credentials | (() => Promise<Credentials>);
  /** @default - made when first needed */
  readonly clients?: AwsClients;
}

/** The options that every client here has. */
export const CLIENT_OPTIONS = { region: true, endpoint: true, credentials: true, clients: true } as const;
