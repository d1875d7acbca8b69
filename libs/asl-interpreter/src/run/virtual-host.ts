import type {
  Command,
  ReadItemsCommand,
  ScheduleTaskCommand,
  StartChildExecutionCommand,
  WriteResultsCommand,
} from '../contract/command.ts';
import type { EngineInput } from '../contract/engine-input.ts';
import type { ExecutionEngine, Turn } from '../contract/turn.ts';
import { reasonOf } from '../execution/outcome-event.ts';
import type { HistoryEvent } from '../history/history-event.ts';
import type { Json } from '../json.ts';
import type { TaskOutcome } from './task-outcome.ts';

/** Settings of a host with a virtual clock. */
export interface VirtualWorld {
  runTask(command: ScheduleTaskCommand): Promise<TaskOutcome>;
  readItems(command: ReadItemsCommand): Promise<readonly Json[]>;
  writeResults(command: WriteResultsCommand): Promise<Json>;
  /** Time passes while the execution is busy. */
  readonly busyTakesTime: boolean;
  /** Runs a child to its end. `endedAt` is the virtual time of that. */
  runChild(command: StartChildExecutionCommand, now: number): Promise<ChildEnd>;
}

/** End of a child execution, with its time. */
export interface ChildEnd {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly endedAt: number;
}

/**
 * What a virtual clock lets pass while an Express execution is busy, in milliseconds, so that one that only is busy comes to its time limit. A
 * Standard one comes to that of its history, and takes no time.
 */
const BUSY_MILLIS = 500;

type Undated<T> = T extends unknown ? Omit<T, 'time'> : never;

/**
 * Runs an execution to its end, with a clock that jumps to whatever comes next: a year of waiting takes no time.
 *
 * @returns all inputs that were delivered, all events, and the time of the end
 */
export async function runOnVirtualClock(
  engine: ExecutionEngine,
  startTime: number,
  world: VirtualWorld,
): Promise<{ readonly inputs: EngineInput[]; readonly events: HistoryEvent[]; readonly endTime: number }> {
  const events: HistoryEvent[] = [];
  const inputs: EngineInput[] = [];
  const agenda = new Agenda();
  let now = startTime;
  agenda.add(now, { type: 'Start' });
  for (let next = agenda.take(); next !== undefined; next = agenda.take()) {
    now = Math.max(now, next.time);
    const input = { ...next.input, time: now } as EngineInput;
    inputs.push(input);
    const turn: Turn = await engine.deliver(input);
    events.push(...turn.events);
    if (turn.outcome !== undefined) return { inputs, events, endTime: now };
    for (const command of turn.commands) await carryOut(command, now, agenda, world);
  }
  throw new Error(
    'The execution waits for something that never comes: a task that never answers, in a state without TimeoutSeconds.',
  );
}

async function carryOut(command: Command, now: number, agenda: Agenda, world: VirtualWorld): Promise<void> {
  switch (command.type) {
    case 'Tick':
      agenda.add(world.busyTakesTime ? now + BUSY_MILLIS : now, { type: 'Tick' });
      return;
    case 'StartTimer':
      agenda.add(command.at, { type: 'TimerFired', timerId: command.timerId });
      return;
    case 'CancelTimer':
      agenda.remove((input) => input.type === 'TimerFired' && input.timerId === command.timerId);
      return;
    case 'CancelTask':
      agenda.remove((input) => 'taskId' in input && input.taskId === command.taskId);
      return;
    case 'ScheduleTask': {
      const outcome = await world.runTask(command);
      const { taskId } = command;
      agenda.add(now, { type: 'TaskStarted', taskId });
      if (command.pattern !== 'REQUEST_RESPONSE')
        agenda.add(now, { type: 'TaskSubmitted', taskId, output: outcome.submitted ?? {} });
      if (outcome.kind === 'never') return;
      const at = now + (outcome.afterSeconds ?? 0) * 1000;
      if (outcome.kind === 'succeeded') agenda.add(at, { type: 'TaskSucceeded', taskId, output: outcome.output });
      else agenda.add(at, { type: 'TaskFailed', taskId, ...reasonOf(outcome) });
      return;
    }
    case 'ReadItems':
      try {
        agenda.add(now, { type: 'ItemsRead', mapRunId: command.mapRunId, items: await world.readItems(command) });
      } catch (error) {
        agenda.add(now, { type: 'ItemsReadFailed', mapRunId: command.mapRunId, cause: (error as Error).message });
      }
      return;
    case 'WriteResults':
      agenda.add(now, { type: 'ResultsWritten', mapRunId: command.mapRunId, output: await world.writeResults(command) });
      return;
    case 'StartChildExecution': {
      const { endedAt, ...end } = await world.runChild(command, now);
      agenda.add(endedAt, { type: 'ChildEnded', mapRunId: command.mapRunId, childId: command.childId, ...end });
      return;
    }
    case 'StopChildExecution':
      agenda.remove((input) => input.type === 'ChildEnded' && input.childId === command.childId);
      return;
    case 'StartMapRun':
    case 'EndMapRun':
      return;
  }
}

interface Entry {
  readonly time: number;
  readonly order: number;
  readonly input: Undated<EngineInput>;
}

/** Future events by time, then in the order of entry: a binary heap. */
class Agenda {
  readonly #heap: Entry[] = [];
  #order = 0;

  add(time: number, input: Undated<EngineInput>): void {
    const entry = { time, order: this.#order++, input };
    const heap = this.#heap;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  take(): { readonly time: number; readonly input: Undated<EngineInput> } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    this.#sink(0);
    return first;
  }

  remove(matches: (input: Undated<EngineInput>) => boolean): void {
    const kept = this.#heap.filter((entry) => !matches(entry.input));
    if (kept.length === this.#heap.length) return;
    this.#heap.length = 0;
    this.#heap.push(...kept.sort((a, b) => a.time - b.time || a.order - b.order));
  }

  #sink(from: number): void {
    for (let at = from; ; ) {
      const left = 2 * at + 1;
      let least = at;
      if (left < this.#heap.length && this.#before(left, least)) least = left;
      if (left + 1 < this.#heap.length && this.#before(left + 1, least)) least = left + 1;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]] as [Entry, Entry];
    return x.time < y.time || (x.time === y.time && x.order < y.order);
  }

  #swap(a: number, b: number): void {
    const held = this.#heap[a] as Entry;
    this.#heap[a] = this.#heap[b] as Entry;
    this.#heap[b] = held;
  }
}
