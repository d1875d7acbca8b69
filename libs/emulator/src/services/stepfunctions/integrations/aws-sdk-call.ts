import type { Json } from '@stepmaker/asl-interpreter';
import { apiModel } from '../../../core/api-model.ts';
import { sdkFailure } from './error-name.ts';
import { invalidParameters } from './parameter-check.ts';
import { pascalCase, requestFrom } from './request-shape.ts';
import { resultFrom } from './response-shape.ts';
import { SDK_SERVICES } from './sdk-service.ts';
import { TaskFailure, type TaskRun } from './task-run.ts';

/**
 * `arn:aws:states:::aws-sdk:<service>:<action>`: any operation that is served, with the names of the AWS SDK for Java 2.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export async function callAwsSdk(run: TaskRun): Promise<Json> {
  const { task, runtime } = run;
  const service = SDK_SERVICES[task.resourceType.replace(/^aws-sdk:/, '')];
  const operation = pascalCase(task.action);
  const model = service === undefined ? undefined : apiModel(service.id);
  const shape = model?.operations[operation];
  if (service === undefined || model === undefined || shape === undefined) {
    throw new TaskFailure('States.Runtime', `${task.resource} is not served by the embedded AWS of Stepmaker`, 'start');
  }
  const { input, problems } = requestFrom(model, shape.input, task.parameters);
  if (problems.length > 0) throw invalidParameters(task, problems);
  let output: unknown;
  try {
    output = await runtime.aws.call(service.id, operation, input, {
      caller: run.caller,
      region: run.execution.region,
      signal: run.signal,
    });
  } catch (refusal) {
    throw sdkFailure(service, refusal);
  }
  return resultFrom(model, shape.output, output);
}
