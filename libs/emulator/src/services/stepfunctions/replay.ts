import type { ExecutionEngine, ExecutionOutcome, HistoryEvent } from '@stepmaker/asl-interpreter';
import type { Execution } from './execution.ts';
import type { HistoryStore } from './history-store.ts';
import { OpenWork } from './open-work.ts';

/** Result of a replay. */
export interface Replayed {
  readonly open: OpenWork;
  /** Number of inputs in the journal. */
  readonly journaled: number;
  /** The time of the last input, epoch milliseconds. */
  readonly time: number;
  /** Events of an execution that has none in the store yet: the server went down between the start and the first turn. */
  readonly missing: readonly HistoryEvent[];
  readonly outcome: ExecutionOutcome | undefined;
  /** Where the engine did not repeat what the history says; the execution cannot be continued. */
  readonly divergence?: string;
}

/**
 * Feeds a new engine with an execution's journal, and compares the events it makes with those that are kept: their ids, their types and
 * what each follows. Their texts may differ, since a newer engine may word them differently; what is kept stays as it was recorded.
 */
export async function replay(engine: ExecutionEngine, execution: Execution, history: HistoryStore): Promise<Replayed> {
  const open = new OpenWork();
  const inputs = history.inputs(execution.id);
  const kept = history.turns(execution.id);
  const missing: HistoryEvent[] = [];
  let time = execution.startDate;
  let position = 0;
  let divergence: string | undefined;
  for (const input of [{ type: 'Start' as const, time: execution.startDate }, ...inputs]) {
    const turn = await engine.deliver(input);
    time = Math.max(time, input.time);
    open.answer(input);
    for (const command of turn.commands) open.ask(command);
    if (turn.outcome !== undefined) open.clear();
    if (turn.events.length === 0) continue;
    const recorded = kept[position];
    position += 1;
    if (kept.length === 0) missing.push(...turn.events);
    else divergence ??= differenceOf(recorded ?? [], turn.events);
  }
  divergence ??= differenceOf(kept[position] ?? [], []);
  return {
    open,
    journaled: inputs.length,
    time,
    missing,
    outcome: engine.outcome,
    ...(divergence === undefined ? {} : { divergence }),
  };
}

/** The first event that one of two turns does not have like the other, e.g. `event 7`; undefined where there is none. */
function differenceOf(recorded: readonly HistoryEvent[], repeated: readonly HistoryEvent[]): string | undefined {
  for (let i = 0; i < Math.max(recorded.length, repeated.length); i += 1) {
    const [one, other] = [recorded[i], repeated[i]];
    if (one?.id !== other?.id || one?.type !== other?.type || one?.previousEventId !== other?.previousEventId)
      return `event ${one?.id ?? other?.id}`;
  }
  return undefined;
}
