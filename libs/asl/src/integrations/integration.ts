import type { Templated } from '../language/jsonata.ts';
import type { Without } from '../language/state.ts';
import type { JsonataTaskState } from '../language/task.ts';
import type { Permission } from './permission.ts';

/**
 * Service integration patterns: the ways in which a task waits for the service that it calls.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
export const IntegrationPattern = {
  /** Continues when the call has answered. */
  REQUEST_RESPONSE: '',
  /** Continues when the job has ended. */
  RUN_JOB: '.sync',
  /** Continues when the nested execution has ended; its output arrives as JSON, not as text. */
  RUN_EXECUTION: '.sync:2',
  /** Continues when the task token is sent back. */
  WAIT_FOR_TASK_TOKEN: '.waitForTaskToken',
} as const;
export type IntegrationPattern = (typeof IntegrationPattern)[keyof typeof IntegrationPattern];

/** The partition of a resource ARN is a token: it is `aws`, `aws-cn` or `aws-us-gov` where the machine is deployed. */
export type IntegrationResource = `arn:\${Partition}:states:::${string}`;

/** A service's operation that a Task state can call: where it is, how it may be waited for, what it takes, what its role needs. */
export interface Integration<Arguments, Pattern extends IntegrationPattern = IntegrationPattern> {
  /** Name without the ending of the pattern. */
  readonly resource: IntegrationResource;
  readonly patterns: readonly Pattern[];
  /** The IAM permissions that a task with these arguments needs. Arguments may hold expressions and tokens. */
  readonly permissions: (pattern: IntegrationPattern, argumentsOf: Readonly<Record<string, unknown>>) => readonly Permission[];
  /** Never there; carries the type of the arguments. */
  readonly Arguments?: Arguments;
}

/** Declares an {@link Integration} whose task takes `Arguments`. */
export function defineIntegration<Arguments>(): <const Pattern extends IntegrationPattern>(
  integration: Omit<Integration<Arguments, Pattern>, 'Arguments'>,
) => Integration<Arguments, Pattern> {
  return (integration) => integration;
}

type IntegrationTaskFields<Arguments> = Omit<Without<JsonataTaskState, 'Type' | 'Resource' | 'Arguments'>, 'QueryLanguage'> & {
  readonly Arguments: Templated<Arguments>;
} & ({ readonly Next: string } | { readonly End: true });

/**
 * Makes a JSONata Task state that calls a service.
 *
 * @param pattern one that the integration supports; the compiler refuses others
 * @example
 * const Notify = integrationTask(publish, IntegrationPattern.REQUEST_RESPONSE, { Arguments: { TopicArn, Message: 'done' }, End: true });
 */
export function integrationTask<Arguments, Pattern extends IntegrationPattern>(
  integration: Integration<Arguments, Pattern>,
  pattern: NoInfer<Pattern>,
  fields: IntegrationTaskFields<Arguments>,
): JsonataTaskState {
  const state: unknown = { Type: 'Task', Resource: `${integration.resource}${pattern}`, ...fields };
  return state as JsonataTaskState;
}

/** `value` when it is a constant that names something; undefined for expressions and anything else. */
export function constantName(value: unknown): string | undefined {
  return typeof value === 'string' && !value.startsWith('{%') ? value : undefined;
}

/**
 * The names that `value` can have at run time, as an IAM resource writes them: a constant stands for itself; an expression that begins
 * with a constant, `{% 'prefix/' & … %}`, gives `prefix/*`; any other gives `*`.
 */
export function namePattern(value: unknown): string {
  const constant = constantName(value);
  if (constant !== undefined) return constant;
  return `${/^\{%\s*'([^']*)'\s*&/.exec(String(value))?.[1] ?? ''}*`;
}
