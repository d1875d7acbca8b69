import type { UntimedInput } from './running-execution.ts';

/** A task that waits for its token to come back. */
export interface TokenTask {
  readonly taskId: string;
  /** Delivers an input to the task's execution. */
  readonly deliver: (input: UntimedInput) => void;
}

/** The task tokens that are valid now: those of activities and `.waitForTaskToken` tasks of running executions. */
export class TaskTokens {
  readonly #tasks = new Map<string, TokenTask>();

  register(token: string, task: TokenTask): void {
    this.#tasks.set(token, task);
  }

  forget(token: string): void {
    this.#tasks.delete(token);
  }

  find(token: string): TokenTask | undefined {
    return this.#tasks.get(token);
  }
}
