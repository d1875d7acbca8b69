import type { ExecutionEngine, ExecutionOutcome, HistoryEvent } from '@stepmaker/asl-interpreter';
import type { Execution } from './execution.ts';
import type { HistoryStore } from './history-store.ts';
import { OpenWork } from './open-work.ts';

/** What a replay found. */
export interface Replayed {
  readonly open: OpenWork;
  /** How many inputs the journal held. */
  readonly journaled: number;
  /** The time of the last input, epoch milliseconds. */
  readonly time: number;
  /** Events that the store does not have yet: the server went down between the start and the first turn. */
  readonly missing: readonly HistoryEvent[];
  readonly outcome: ExecutionOutcome | undefined;
  /** Where the engine did not do again what the history says; the execution cannot be continued. */
  readonly divergence?: string;
}

/** Feeds a new engine with an execution's journal, and compares the events it makes with those that are kept. */
export async function replay(engine: ExecutionEngine, execution: Execution, history: HistoryStore): Promise<Replayed> {
  const open = new OpenWork();
  const inputs = history.inputs(execution.id);
  const kept = [...history.turns(execution.id)];
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
    const text = kept[position];
    position += 1;
    if (text === undefined) missing.push(...turn.events);
    else if (text !== JSON.stringify(turn.events)) divergence ??= `event ${turn.events[0]?.id}`;
  }
  if (divergence === undefined && position < kept.length) divergence = `turn ${position + 1}`;
  return {
    open,
    journaled: inputs.length,
    time,
    missing,
    outcome: engine.outcome,
    ...(divergence === undefined ? {} : { divergence }),
  };
}
