import type { Json } from '@stepmaker/asl-interpreter';
import { apiModel } from '../../../core/api-model.ts';
import { optimizedFailure } from './error-name.ts';
import { invalidParameters } from './parameter-check.ts';
import { OPTIMIZED_STYLE, pascalCase, requestFrom } from './request-shape.ts';
import { type DateStyle, resultFrom } from './response-shape.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { OPTIMIZED_SERVICES, type OptimizedService } from './sdk-service.ts';
import { TaskFailure, type TaskRun } from './task-run.ts';

/** The service of an optimised integration. @throws TaskFailure where it is not served */
export function optimizedService(run: TaskRun): OptimizedService {
  const service = OPTIMIZED_SERVICES[run.task.resourceType];
  if (service !== undefined) return service;
  throw new TaskFailure('States.Runtime', `${run.task.resource} is not served by the embedded AWS of Stepmaker`, 'start');
}

/** Makes a call as an optimised integration does, and gives the bare output with SDK v3's types. @throws TaskFailure */
export async function callOptimized(
  run: TaskRun,
  operation: string,
  input: object,
  service: OptimizedService = optimizedService(run),
): Promise<Record<string, unknown>> {
  try {
    return await run.runtime.aws.call(service.id, operation, input, {
      caller: run.caller,
      region: run.execution.region,
      signal: run.signal,
    });
  } catch (refusal) {
    throw optimizedFailure(service, refusal);
  }
}

/** The input of an optimised integration's operation, by the API model. @throws TaskFailure where parameters are wrong */
export function optimizedInput(run: TaskRun, operation: string, parameters: Json = run.task.parameters): Record<string, unknown> {
  const model = apiModel(optimizedService(run).id);
  const { input, problems } = requestFrom(model, model.operations[operation]?.input, parameters, OPTIMIZED_STYLE);
  if (problems.length > 0) throw invalidParameters(run.task, problems);
  return input;
}

/** An output in the shape of an optimised integration: PascalCase, with the SDK's metadata. */
export async function optimizedResult(
  run: TaskRun,
  operation: string,
  output: unknown,
): Promise<{ readonly [key: string]: Json }> {
  const model = apiModel(optimizedService(run).id);
  const result = await resultFrom(model, model.operations[operation]?.output, output, 'epoch-millis', pascalCase);
  return { ...result, ...sdkMetadata(run.runtime.clock.now(), JSON.stringify(result).length) };
}

/** An output as a finished job shows it: PascalCase, without metadata. */
export async function jobDescription(
  run: TaskRun,
  operation: string,
  output: unknown,
  dates: DateStyle = 'epoch-millis',
): Promise<{ readonly [key: string]: Json }> {
  const model = apiModel(optimizedService(run).id);
  return resultFrom(model, model.operations[operation]?.output, output, dates, pascalCase);
}

/** `arn:aws:states:::<service>:<action>` where the call's answer is the result: SNS, SageMaker's models and endpoints, EventBridge. */
export async function callRequestResponse(run: TaskRun): Promise<Json> {
  const operation = pascalCase(run.task.action);
  const service = optimizedService(run);
  if (apiModel(service.id).operations[operation] === undefined) {
    throw new TaskFailure('States.Runtime', `${run.task.resource} is not served by the embedded AWS of Stepmaker`, 'start');
  }
  const output = await callOptimized(run, operation, optimizedInput(run, operation), service);
  return optimizedResult(run, operation, output);
}
