import type { Json, ScheduleTaskCommand } from '@stepmaker/asl-interpreter';
import { type ApiModel, apiModel, type ShapeReference } from '../../../core/api-model.ts';
import { OPTIMIZED_STYLE, pascalCase, requestFrom, SDK_STYLE } from './request-shape.ts';
import { sdkCatalogueEntry } from './sdk-actions.ts';
import { OPTIMIZED_SERVICES, SDK_SERVICES } from './sdk-service.ts';
import { TaskFailure } from './task-run.ts';

/** Members to which optimised integrations give any JSON, whatever the API's own type. */
const FREE: Readonly<Record<string, string>> = { 'lambda:invoke': 'Payload', 'states:startExecution': 'Input' };

/** Optimised integrations that take an operation's own parameters although the emulator does not serve it. */
const UNSERVED: Readonly<Record<string, string>> = {
  'dynamodb:deleteItem': 'dynamodb',
  'dynamodb:getItem': 'dynamodb',
  'dynamodb:putItem': 'dynamodb',
  'dynamodb:updateItem': 'dynamodb',
  'glue:startJobRun': 'glue',
  'sagemaker:createHyperParameterTuningJob': 'sagemaker',
  'sagemaker:createLabelingJob': 'sagemaker',
};

/** Shape of an operation's input. */
interface Target {
  readonly model: Pick<ApiModel, 'shapes'>;
  readonly input: ShapeReference | undefined;
}

/**
 * What keeps a service integration from being called with these parameters: fields that the API does not have, fields that it requires, and
 * values of the wrong type. It is asked of operations that the emulator does not serve too, which then say so when they are called.
 */
export function parameterProblems(
  task: Pick<ScheduleTaskCommand, 'resourceType' | 'action'>,
  parameters: Json,
): readonly string[] {
  const target = servedTarget(task) ?? unservedTarget(task);
  if (target === undefined) return [];
  const checked = withoutMember(parameters, FREE[`${task.resourceType}:${task.action}`]);
  const style = task.resourceType.startsWith('aws-sdk:') ? SDK_STYLE : OPTIMIZED_STYLE;
  return requestFrom(target.model, target.input, checked, style).problems;
}

function servedTarget({ resourceType, action }: Pick<ScheduleTaskCommand, 'resourceType' | 'action'>): Target | undefined {
  const service = resourceType.startsWith('aws-sdk:')
    ? SDK_SERVICES[resourceType.slice('aws-sdk:'.length)]
    : OPTIMIZED_SERVICES[resourceType];
  const model = service === undefined ? undefined : apiModel(service.id);
  const operation = model?.operations[pascalCase(action)];
  return model === undefined || operation === undefined ? undefined : { model, input: operation.input };
}

function unservedTarget({ resourceType, action }: Pick<ScheduleTaskCommand, 'resourceType' | 'action'>): Target | undefined {
  const name = resourceType.startsWith('aws-sdk:')
    ? resourceType.slice('aws-sdk:'.length)
    : UNSERVED[`${resourceType}:${action}`];
  const entry = name === undefined ? undefined : sdkCatalogueEntry(name);
  if (entry === undefined || !entry.inputs.has(pascalCase(action))) return undefined;
  return { model: entry.model, input: entry.inputs.get(pascalCase(action)) };
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
