import { invalidToken, taskTimedOut } from './refusals.ts';
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

  /** The task that a token stands for. @throws AwsError `InvalidToken`, or `TaskTimedOut` for the token of a task that has ended */
  require(token: string): TokenTask {
    const task = this.find(token);
    if (task !== undefined) return task;
    // Tokens are long texts of base64; a text of any other kind was never one.
    throw /^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(token) ? taskTimedOut() : invalidToken();
  }

  find(token: string): TokenTask | undefined {
    return this.#tasks.get(token);
  }
}
