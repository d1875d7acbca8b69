import { converge } from './converge.ts';
import { CancelledError } from './failure-reason.ts';
import { InterruptedError, ResourceOperations } from './resource-operations.ts';
import { rollBackUpdate } from './roll-back.ts';
import { isUnderWay } from './stack-status.ts';
import type { Stacks } from './stacks.ts';
import { deleteLeftovers, deleteResources } from './take-away.ts';

/**
 * Works on stacks in the background. A stack's status says what is next, so a server that was killed in the middle continues at its next
 * start: resources that were done stay done, one that was under way is made anew or changed again.
 */
export class Deployments {
  readonly #stacks: Stacks;
  readonly #running = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>();

  constructor(stacks: Stacks) {
    this.#stacks = stacks;
  }

  /** Begins, or continues with, what a stack's status says. */
  begin(stackId: string, skip: readonly string[] = []): void {
    const controller = new AbortController();
    const former = this.#running.get(stackId);
    former?.controller.abort(new CancelledError('another operation has begun'));
    const done = (former?.done ?? Promise.resolve())
      .then(() => this.#run(stackId, controller, skip))
      .catch((error: unknown) => {
        if (error instanceof InterruptedError) return;
        this.#stacks.runtime.log('error', `cloudformation: ${stackId} came to a halt: ${(error as Error).stack}`);
      })
      .finally(() => {
        if (this.#running.get(stackId)?.controller === controller) this.#running.delete(stackId);
      });
    this.#running.set(stackId, { controller, done });
  }

  /** Ends the update of a stack: it is rolled back. */
  cancel(stackId: string): void {
    this.#running.get(stackId)?.controller.abort(new CancelledError('User Initiated'));
  }

  /** Continues the operations that an earlier server was in the middle of. */
  resume(): void {
    for (const { value } of this.#stacks.store.stacks.list()) {
      if (isUnderWay(value.status)) this.begin(value.id);
    }
  }

  /** Lets go of all stacks; what is under way is taken up at the next start. */
  async stop(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { controller } of running) controller.abort(new InterruptedError('the server stops'));
    await Promise.all(running.map(({ done }) => done));
  }

  async #run(stackId: string, controller: AbortController, skip: readonly string[]): Promise<void> {
    const stacks = this.#stacks;
    let { signal } = controller;
    for (let isFirst = true; ; isFirst = false) {
      if (signal.reason instanceof InterruptedError) throw signal.reason;
      const { status } = stacks.read(stackId);
      // A cancelled operation continues with its rollback, which has a separate signal.
      if (!isFirst && signal.aborted) {
        const next = new AbortController();
        controller.signal.addEventListener('abort', () => next.abort(controller.signal.reason));
        signal = next.signal;
      }
      const operations = new ResourceOperations(stacks, signal);
      switch (status) {
        case 'CREATE_IN_PROGRESS':
          await this.#create(stackId, controller);
          break;
        case 'UPDATE_IN_PROGRESS':
          await this.#update(stackId, signal);
          break;
        case 'ROLLBACK_IN_PROGRESS':
        case 'DELETE_IN_PROGRESS':
          await this.#delete(stackId, operations, status);
          return;
        case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
        case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
          await deleteLeftovers(stacks, stackId, operations);
          stacks.setStatus(
            stackId,
            status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' ? 'UPDATE_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE',
          );
          return;
        case 'UPDATE_ROLLBACK_IN_PROGRESS':
          await this.#rollBack(stackId, operations, skip);
          break;
        default:
          return;
      }
    }
  }

  async #create(stackId: string, controller: AbortController): Promise<void> {
    const stacks = this.#stacks;
    const { createdMillis, timeoutMinutes } = stacks.read(stackId);
    const { clock } = stacks.runtime;
    const timer =
      timeoutMinutes === undefined
        ? undefined
        : clock.setTimer(createdMillis + timeoutMinutes * 60_000, () =>
            controller.abort(new CancelledError('Stack creation time exceeded the specified timeout.')),
          );
    const result = await converge(stacks, stackId, controller.signal);
    timer?.cancel();
    if (stacks.read(stackId).status !== 'CREATE_IN_PROGRESS') return;
    if (result.succeeded) {
      forgetBefore(stacks, stackId);
      stacks.setStatus(stackId, 'CREATE_COMPLETE', undefined, { outputs: result.outputs, imports: result.imports });
      return;
    }
    const { disableRollback, onFailure } = stacks.read(stackId);
    const timedOut = controller.signal.reason instanceof CancelledError ? `${controller.signal.reason.message} ` : '';
    const reason = `${timedOut}${result.reason}`;
    if (disableRollback || onFailure === 'DO_NOTHING') stacks.setStatus(stackId, 'CREATE_FAILED', reason);
    else if (onFailure === 'DELETE') stacks.setStatus(stackId, 'DELETE_IN_PROGRESS', `${reason} Delete requested by user.`);
    else stacks.setStatus(stackId, 'ROLLBACK_IN_PROGRESS', `${reason} Rollback requested by user.`);
  }

  async #update(stackId: string, signal: AbortSignal): Promise<void> {
    const stacks = this.#stacks;
    const result = await converge(stacks, stackId, signal);
    if (result.succeeded) {
      forgetBefore(stacks, stackId);
      stacks.setStatus(stackId, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, {
        outputs: result.outputs,
        imports: result.imports,
        previous: undefined,
      });
      return;
    }
    const isCancelled = signal.reason instanceof CancelledError;
    if (stacks.read(stackId).disableRollback && !isCancelled) stacks.setStatus(stackId, 'UPDATE_FAILED', result.reason);
    else stacks.setStatus(stackId, 'UPDATE_ROLLBACK_IN_PROGRESS', isCancelled ? 'User Initiated' : result.reason);
  }

  async #delete(
    stackId: string,
    operations: ResourceOperations,
    status: 'ROLLBACK_IN_PROGRESS' | 'DELETE_IN_PROGRESS',
  ): Promise<void> {
    const stacks = this.#stacks;
    const failed = await deleteResources(stacks, stackId, operations);
    const isDelete = status === 'DELETE_IN_PROGRESS';
    if (failed.length > 0) {
      stacks.setStatus(
        stackId,
        isDelete ? 'DELETE_FAILED' : 'ROLLBACK_FAILED',
        `The following resource(s) failed to delete: [${failed.join(', ')}]. `,
      );
      return;
    }
    const { leftovers } = stacks.read(stackId);
    if (isDelete && leftovers.length > 0) await deleteLeftovers(stacks, stackId, operations);
    stacks.setStatus(
      stackId,
      isDelete ? 'DELETE_COMPLETE' : 'ROLLBACK_COMPLETE',
      undefined,
      isDelete
        ? { deletedMillis: stacks.runtime.clock.now(), outputs: [], imports: [], previous: undefined }
        : { outputs: [], imports: [] },
    );
  }

  async #rollBack(stackId: string, operations: ResourceOperations, skip: readonly string[]): Promise<void> {
    const stacks = this.#stacks;
    const failed = await rollBackUpdate(stacks, stackId, operations, skip);
    if (failed.length > 0) {
      stacks.setStatus(stackId, 'UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${failed.join(', ')}]. `);
      return;
    }
    const { previous } = stacks.read(stackId);
    stacks.setStatus(stackId, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, {
      ...previous,
      description: previous?.description,
      previous: undefined,
    });
  }
}

/** The operation is through: there is nothing to go back to. */
function forgetBefore(stacks: Stacks, stackId: string): void {
  for (const record of stacks.resources(stackId)) {
    if (record.before === undefined) continue;
    stacks.setResource(stackId, record, { before: undefined, origin: undefined, statusReason: record.statusReason }, 'silent');
  }
}
