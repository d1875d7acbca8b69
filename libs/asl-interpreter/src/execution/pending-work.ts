import type { Command } from '../contract/command.ts';
import type { Frame } from './frame.ts';
import type { TimerPurpose } from './runner.ts';

/** Requests of an execution to its host without an answer: timers, tasks, Map runs, and their owners. */
export class PendingWork {
  readonly #command: (command: Command) => void;
  readonly #timers = new Map<string, { readonly frame: Frame; readonly purpose: TimerPurpose }>();
  readonly #tasks = new Map<string, Frame>();
  readonly #mapRuns = new Map<string, Frame>();
  #ids = 0;

  constructor(command: (command: Command) => void) {
    this.#command = command;
  }

  /** A name that nothing else in this execution has. */
  nextId(): string {
    this.#ids += 1;
    return String(this.#ids);
  }

  startTimer(frame: Frame, at: number, purpose: TimerPurpose): string {
    const timerId = this.nextId();
    this.#timers.set(timerId, { frame, purpose });
    this.#command({ type: 'StartTimer', timerId, at });
    return timerId;
  }

  cancelTimer(timerId: string | undefined): void {
    if (timerId !== undefined && this.#timers.delete(timerId)) this.#command({ type: 'CancelTimer', timerId });
  }

  /** The timer that went off, if it was still wanted. */
  takeTimer(timerId: string): { readonly frame: Frame; readonly purpose: TimerPurpose } | undefined {
    const timer = this.#timers.get(timerId);
    this.#timers.delete(timerId);
    return timer;
  }

  expectTask(taskId: string, frame: Frame): void {
    this.#tasks.set(taskId, frame);
  }

  forgetTask(taskId: string): void {
    this.#tasks.delete(taskId);
  }

  taskFrame(taskId: string): Frame | undefined {
    return this.#tasks.get(taskId);
  }

  expectMapRun(mapRunId: string, frame: Frame): void {
    this.#mapRuns.set(mapRunId, frame);
  }

  mapRunFrame(mapRunId: string): Frame | undefined {
    return this.#mapRuns.get(mapRunId);
  }

  /** Takes everything back, without a word in the history. */
  cancelAll(): void {
    for (const taskId of this.#tasks.keys()) this.#command({ type: 'CancelTask', taskId });
    for (const timerId of [...this.#timers.keys()]) this.cancelTimer(timerId);
    this.#tasks.clear();
  }
}
