import type { Json, ScheduleTaskCommand } from '@stepmaker/asl-interpreter';
import { apiModel } from '../../../core/api-model.ts';
import { pascalCase, requestFrom } from './request-shape.ts';
import { OPTIMIZED_SERVICES, SDK_SERVICES } from './sdk-service.ts';
import { TaskFailure } from './task-run.ts';

/** Members to which optimised integrations give any JSON, whatever the API's own type. */
const FREE: Readonly<Record<string, string>> = { 'lambda:invoke': 'Payload', 'states:startExecution': 'Input' };

/**
 * What keeps a service integration from being called with these parameters: fields that the API does not have, fields that it requires, and
 * values of the wrong type. Nothing for operations that are not served, which say so when they are called.
 */
export function parameterProblems(
  task: Pick<ScheduleTaskCommand, 'resourceType' | 'action'>,
  parameters: Json,
): readonly string[] {
  const sdk = SDK_SERVICES[task.resourceType.replace(/^aws-sdk:/, '')];
  const service = task.resourceType.startsWith('aws-sdk:') ? sdk : OPTIMIZED_SERVICES[task.resourceType];
  if (service === undefined) return [];
  const model = apiModel(service.id);
  const operation = model.operations[pascalCase(task.action)];
  if (operation === undefined) return [];
  return requestFrom(model, operation.input, withoutMember(parameters, FREE[`${task.resourceType}:${task.action}`])).problems;
}

function withoutMember(parameters: Json, member: string | undefined): Json {
  if (member === undefined || typeof parameters !== 'object' || parameters === null || Array.isArray(parameters))
    return parameters;
  const { [member]: _, ...rest } = parameters as Readonly<Record<string, Json>>;
  return rest;
}

/** The failure of a task whose parameters no call can be made with. */
export function invalidParameters(task: ScheduleTaskCommand, problems: readonly string[]): TaskFailure {
  const cause = `The Parameters '${task.parametersText}' could not be used to start the Task: [${problems.join(', ')}]`;
  return new TaskFailure('States.Runtime', cause, 'start');
}
