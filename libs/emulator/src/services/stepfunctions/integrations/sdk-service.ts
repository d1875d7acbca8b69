import { API_METADATA } from '../../../core/api-metadata.ts';
import type { ServiceId } from '../../../core/service.ts';

/** Names of services in AWS SDK integrations: in the resource's ARN, in error names, and in the cause of an error. */
export interface SdkService {
  readonly id: ServiceId;
  /** Prefix of error names: `Sfn.StateMachineDoesNotExistException`. */
  readonly prefix: string;
  /** `Service: Sfn` in causes. */
  readonly label: string;
}

function service(id: ServiceId, prefix: string, label: string = prefix): SdkService {
  return { id, prefix, label };
}

/**
 * The served services by their names in `arn:aws:states:::aws-sdk:<name>:<action>`, which are those of the AWS SDK for Java 2.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export const SDK_SERVICES: Readonly<Record<string, SdkService>> = Object.fromEntries(
  Object.entries(API_METADATA).map(([id, { javaClient }]) => [javaClient.toLowerCase(), service(id as ServiceId, javaClient)]),
);

/** Names of services in the optimised integrations, which use the AWS SDK for Java 1. */
export interface OptimizedService extends SdkService {
  /** The class of an error that the API model does not know: `SageMaker.AmazonSageMakerException`. */
  readonly baseException: string;
}

/** The services with optimised integrations that are served, by their names in `arn:aws:states:::<name>:<action>`. */
export const OPTIMIZED_SERVICES: Readonly<Record<string, OptimizedService>> = {
  events: { ...service('events', 'EventBridge', 'AmazonEventBridge'), baseException: 'AmazonEventBridgeException' },
  lambda: { ...service('lambda', 'Lambda', 'AWSLambda'), baseException: 'AWSLambdaException' },
  sagemaker: { ...service('sagemaker', 'SageMaker', 'AmazonSageMaker'), baseException: 'AmazonSageMakerException' },
  sns: { ...service('sns', 'SNS', 'AmazonSNS'), baseException: 'AmazonSNSException' },
  sqs: { ...service('sqs', 'SQS', 'AmazonSQS'), baseException: 'AmazonSQSException' },
  states: { ...service('stepfunctions', 'StepFunctions', 'AWSStepFunctions'), baseException: 'AWSStepFunctionsException' },
};
