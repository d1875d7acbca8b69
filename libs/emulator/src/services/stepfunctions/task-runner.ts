import type { Json, ScheduleTaskCommand } from '@stepmaker/asl-interpreter';
import { type ParsedArn, parseArn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { AssumedRoleCaller, Caller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { ActivityStore } from './activity-store.ts';
import { parseExecutionArn } from './arn.ts';
import { assumeMachineRole } from './configuration.ts';
import { runTask } from './integrations/run-task.ts';
import { STOPPED_WAITING, TaskFailure } from './integrations/task-run.ts';
import type { OpenTask } from './open-work.ts';
import type { RunningExecution } from './running-execution.ts';
import type { TaskTokens } from './task-tokens.ts';

/** Carries out the tasks of executions: calls services, queues activities, keeps task tokens. */
export class TaskRunner {
  readonly #runtime: Runtime;
  readonly #tokens: TaskTokens;
  readonly #activities: ActivityStore;

  constructor(runtime: Runtime, tokens: TaskTokens, activities: ActivityStore) {
    this.#runtime = runtime;
    this.#tokens = tokens;
    this.#activities = activities;
  }

  /** Begins a task, or continues one that an earlier process of the server had begun. */
  run(running: RunningExecution, { command: task, started, submitted }: OpenTask, again: boolean): void {
    const { taskId, taskToken } = task;
    const abort = new AbortController();
    running.tasks.set(taskId, { taskId, abort, ...(taskToken === undefined ? {} : { taskToken }) });
    if (taskToken !== undefined) {
      this.#tokens.register(taskToken, {
        taskId,
        deliver: (input) => {
          if (input.type !== 'TaskHeartbeat') this.#settle(running, taskId);
          running.deliver(input);
        },
      });
    }
    if (task.kind === 'activity') {
      if (!started) this.#offer(running, task);
      return;
    }
    if (!started) running.deliver({ type: 'TaskStarted', taskId });
    // The token of an accepted request is all there is to wait for.
    if (submitted !== undefined && task.pattern === 'WAIT_FOR_TASK_TOKEN') return;
    void this.#call(running, task, abort.signal, again, submitted);
  }

  /** Stops waiting for a task: its job is stopped where the pattern says so, its token is void. */
  cancel(running: RunningExecution, taskId: string, reason: unknown = STOPPED_WAITING): void {
    const task = running.tasks.get(taskId);
    if (task === undefined) return;
    this.#settle(running, taskId);
    task.abort.abort(reason);
  }

  #settle(running: RunningExecution, taskId: string): void {
    const task = running.tasks.get(taskId);
    if (task === undefined) return;
    running.tasks.delete(taskId);
    if (task.taskToken !== undefined) this.#tokens.forget(task.taskToken);
  }

  #offer(running: RunningExecution, { taskId, resource, taskToken = '', parametersText }: ScheduleTaskCommand): void {
    if (this.#activities.activities.get(resource) === undefined) {
      this.#settle(running, taskId);
      const cause = `The activity ${resource} does not exist`;
      running.deliver({ type: 'TaskFailed', taskId, error: 'ActivityDoesNotExist', cause, stage: 'schedule' });
      return;
    }
    running.tasks.get(taskId)?.abort.signal.addEventListener('abort', () => this.#activities.withdraw(resource, taskToken));
    this.#activities.offer(resource, {
      taskToken,
      input: parametersText,
      taken: (workerName) =>
        running.deliver({ type: 'TaskStarted', taskId, ...(workerName === undefined ? {} : { workerName }) }),
    });
  }

  async #call(
    running: RunningExecution,
    task: ScheduleTaskCommand,
    signal: AbortSignal,
    again: boolean,
    submitted: Json | undefined,
  ): Promise<void> {
    const { taskId } = task;
    const { execution, revision } = running;
    let accepted = submitted !== undefined || task.pattern === 'REQUEST_RESPONSE';
    const submit = (output: Json): void => {
      accepted = true;
      running.deliver({ type: 'TaskSubmitted', taskId, output });
    };
    try {
      const { region } = parseExecutionArn(execution.arn);
      const output = await runTask({
        runtime: this.#runtime,
        task,
        execution: { ...execution, region, type: execution.details.type },
        caller: await this.#callerFor(revision.roleArn, task, { ...execution, region }),
        signal,
        again,
        submitted,
        submit,
      });
      if (signal.aborted) return;
      if (task.pattern === 'WAIT_FOR_TASK_TOKEN') {
        submit(output);
        return;
      }
      this.#settle(running, taskId);
      running.deliver({ type: 'TaskSucceeded', taskId, output });
    } catch (error) {
      if (signal.aborted) return;
      this.#settle(running, taskId);
      const failure = this.#failureOf(error, task);
      const stage = failure.stage === 'run' && !accepted ? 'submit' : failure.stage;
      running.deliver({ type: 'TaskFailed', taskId, error: failure.error, cause: failure.message, stage });
    }
  }

  /** Calls a task once, outside of any execution. @throws TaskFailure */
  async callOnce(
    task: ScheduleTaskCommand,
    roleArn: string,
    execution: { readonly arn: string; readonly name: string; readonly machineArn: string; readonly region: string },
    signal: AbortSignal,
  ): Promise<Json> {
    try {
      return await runTask({
        runtime: this.#runtime,
        task,
        execution: { ...execution, startDate: this.#runtime.clock.now(), type: 'EXPRESS' },
        caller: await this.#callerFor(roleArn, task, execution),
        signal,
        again: false,
        submitted: undefined,
        submit: () => {},
      });
    } catch (error) {
      throw this.#failureOf(error, task);
    }
  }

  #failureOf(error: unknown, task: ScheduleTaskCommand): TaskFailure {
    if (error instanceof TaskFailure) return error;
    if (error instanceof AwsError) return new TaskFailure('States.Permissions', error.message);
    this.#runtime.log('error', `${task.resource}: ${(error as Error).stack}`);
    return new TaskFailure('States.Runtime', 'The embedded AWS failed while it ran this task; its log says more.');
  }

  /** The session of the machine's role, or of the role that the state's Credentials name, assumed by the machine's role. */
  async #callerFor(
    roleArn: string,
    task: ScheduleTaskCommand,
    { name, machineArn, region }: { readonly name: string; readonly machineArn: string; readonly region: string },
  ): Promise<Caller> {
    const sessionName = sessionNameOf(name);
    const caller = assumeMachineRole(this.#runtime, roleArn, sessionName, machineArn);
    const { credentialsRoleArn } = task;
    if (credentialsRoleArn === undefined) return caller;
    const { AssumedRoleUser } = await this.#runtime.aws.call<{ AssumedRoleUser: { Arn: string } }>(
      'sts',
      'AssumeRole',
      { RoleArn: credentialsRoleArn, RoleSessionName: sessionName },
      { caller, region },
    );
    const assumed: AssumedRoleCaller = {
      type: 'assumed-role',
      account: (parseArn(credentialsRoleArn) as ParsedArn).account,
      arn: AssumedRoleUser.Arn,
      roleArn: credentialsRoleArn,
      sessionName,
    };
    return assumed;
  }
}

/** The name of the session in which an execution calls: its own, as far as a session's name may be so. */
export function sessionNameOf(executionName: string): string {
  return executionName
    .replace(/[^\w+=,.@-]/g, '-')
    .slice(0, 64)
    .padEnd(2, '-');
}
