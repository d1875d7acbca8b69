import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { customEndpoint } from './console-url.ts';
import type { ClientPackage } from './lazy-clients.ts';

/** The catch of an import: bundlers leave the package out when it is not installed, and its first use throws the command that installs it. */
function missing(name: string): (cause: unknown) => never {
  return (cause) => {
    throw new Error(`This needs ${name}, which could not be loaded. To install it: npm install ${name}`, { cause });
  };
}

export const sfn: ClientPackage<typeof import('@aws-sdk/client-sfn'), SFNClient> = {
  name: 'sfn',
  load: () => import('@aws-sdk/client-sfn'),
  make: ({ SFNClient }, config) => new SFNClient(config),
};

export const sagemakerRuntime: ClientPackage<typeof import('@aws-sdk/client-sagemaker-runtime'), SageMakerRuntimeClient> = {
  name: 'sagemakerRuntime',
  load: () => import('@aws-sdk/client-sagemaker-runtime'),
  // `invoke` decides which answers are tried again.
  make: ({ SageMakerRuntimeClient }, config) => new SageMakerRuntimeClient({ ...config, maxAttempts: 1 }),
};

export const applicationAutoScaling: ClientPackage<
  typeof import('@aws-sdk/client-application-auto-scaling'),
  import('@aws-sdk/client-application-auto-scaling').ApplicationAutoScalingClient
> = {
  name: 'applicationAutoScaling',
  load: () => import('@aws-sdk/client-application-auto-scaling').catch(missing('@aws-sdk/client-application-auto-scaling')),
  make: ({ ApplicationAutoScalingClient }, config) => new ApplicationAutoScalingClient(config),
};

export const cloudformation: ClientPackage<
  typeof import('@aws-sdk/client-cloudformation'),
  import('@aws-sdk/client-cloudformation').CloudFormationClient
> = {
  name: 'cloudformation',
  load: () => import('@aws-sdk/client-cloudformation').catch(missing('@aws-sdk/client-cloudformation')),
  make: ({ CloudFormationClient }, config) => new CloudFormationClient(config),
};

export const cloudwatchLogs: ClientPackage<
  typeof import('@aws-sdk/client-cloudwatch-logs'),
  import('@aws-sdk/client-cloudwatch-logs').CloudWatchLogsClient
> = {
  name: 'cloudwatchLogs',
  load: () => import('@aws-sdk/client-cloudwatch-logs').catch(missing('@aws-sdk/client-cloudwatch-logs')),
  make: ({ CloudWatchLogsClient }, config) => new CloudWatchLogsClient(config),
};

export const s3: ClientPackage<typeof import('@aws-sdk/client-s3'), import('@aws-sdk/client-s3').S3Client> = {
  name: 's3',
  load: () => import('@aws-sdk/client-s3').catch(missing('@aws-sdk/client-s3')),
  make: ({ S3Client }, config) => new S3Client({ ...config, forcePathStyle: customEndpoint(config) !== undefined }),
};

export const sagemaker: ClientPackage<
  typeof import('@aws-sdk/client-sagemaker'),
  import('@aws-sdk/client-sagemaker').SageMakerClient
> = {
  name: 'sagemaker',
  load: () => import('@aws-sdk/client-sagemaker').catch(missing('@aws-sdk/client-sagemaker')),
  make: ({ SageMakerClient }, config) => new SageMakerClient(config),
};
