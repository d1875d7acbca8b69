import { randomUUID } from 'node:crypto';
import { apiModel, errorShape, type Shape } from '../../../core/api-model.ts';
import { AwsError, NOT_SERVED } from '../../../core/aws-error.ts';
import type { OptimizedService, SdkService } from './sdk-service.ts';
import { TaskFailure } from './task-run.ts';

/**
 * The failure of a task whose call was refused, as an AWS SDK integration names it: the exception class of the AWS SDK for Java 2,
 * which is the service's own where the API model does not know the error.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export function sdkFailure(service: SdkService, refusal: unknown): TaskFailure {
  const error = awsErrorOf(refusal);
  const name = exceptionClassOf(service, error, capitalised) ?? `${service.prefix}Exception`;
  const extended = service.id === 's3' ? `, Extended Request ID: ${extendedRequestId()}` : '';
  return new TaskFailure(
    `${service.prefix}.${name}`,
    `${error.message} (Service: ${service.label}, Status Code: ${error.httpStatus}, Request ID: ${randomUUID()}${extended})`,
  );
}

/** The failure of a task whose call was refused, as an optimised integration names it. */
export function optimizedFailure(service: OptimizedService, refusal: unknown): TaskFailure {
  const error = awsErrorOf(refusal);
  const name = exceptionClassOf(service, error) ?? service.baseException;
  return new TaskFailure(
    `${service.prefix}.${name}`,
    `${error.message} (Service: ${service.label}; Status Code: ${error.httpStatus}; Error Code: ${error.code}; ` +
      `Request ID: ${randomUUID()}; Proxy: null)`,
  );
}

/** @throws TaskFailure where the embedded AWS does not serve the operation: no Catch or Retry of `States.ALL` is to hide that */
function awsErrorOf(refusal: unknown): AwsError {
  if (!(refusal instanceof AwsError)) throw refusal;
  if (refusal.code === NOT_SERVED) throw new TaskFailure('States.Runtime', refusal.message);
  return refusal;
}

/** The class of an error that the API model knows: called after its shape, which may have another name than the code. */
function exceptionClassOf(service: SdkService, { code }: AwsError, wordsOf = asTheyAre): string | undefined {
  const model = apiModel(service.id);
  const shape = errorShape(model, code);
  if (shape === undefined) return undefined;
  const [name] = Object.entries(model.shapes).find((entry) => entry[1] === shape) as [string, Shape];
  return exceptionClass(name, wordsOf);
}

/** Java's name of an error: `ResourceInUse` is `ResourceInUseException`, and so is `ResourceInUseFault`; no name says so twice. */
function exceptionClass(shapeName: string, wordsOf: (name: string) => string): string {
  const name = shapeName.replace(/^AWS\./, '').replace(/Fault$/, '');
  return wordsOf(name.endsWith('Exception') ? name : `${name}Exception`);
}

function asTheyAre(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '');
}

/** The words of a name as the AWS SDK for Java 2 writes them: `KMSInvalidStateException` is `KmsInvalidStateException` there. */
function capitalised(name: string): string {
  const words = name
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .replace(/(?<=[a-z])(?=[A-Z][A-Za-z0-9])/g, ' ')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/(?<=[0-9])(?=[A-Za-z])/g, ' ')
    .trim()
    .split(/ +/);
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`).join('');
}

function extendedRequestId(): string {
  return Buffer.from(`${randomUUID()}${randomUUID()}`).toString('base64').slice(0, 76);
}
