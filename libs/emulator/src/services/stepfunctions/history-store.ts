import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EngineInput, HistoryEvent } from '@stepmaker/asl-interpreter';

/** Inputs and results of an execution: the journal of inputs, and the history in runs of events. */
export class HistoryStore {
  readonly #insertEvents: StatementSync;
  readonly #insertInput: StatementSync;
  readonly #blocks: StatementSync;
  readonly #blocksFrom: StatementSync;
  readonly #blocksBackFrom: StatementSync;
  readonly #last: StatementSync;
  readonly #inputs: StatementSync;
  readonly #redrives: StatementSync;
  readonly #removeEvents: StatementSync;
  readonly #removeInputs: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insertEvents = database.prepare('INSERT INTO history (execution, first_event, last_event, events) VALUES (?, ?, ?, ?)');
    this.#insertInput = database.prepare('INSERT INTO journal (execution, position, input) VALUES (?, ?, ?)');
    this.#blocks = database.prepare('SELECT events FROM history WHERE execution = ? ORDER BY first_event');
    this.#blocksFrom = database.prepare(
      'SELECT events FROM history WHERE execution = ? AND last_event >= ? ORDER BY first_event LIMIT 1',
    );
    this.#blocksBackFrom = database.prepare(
      'SELECT events FROM history WHERE execution = ? AND first_event <= ? ORDER BY first_event DESC LIMIT 1',
    );
    this.#last = database.prepare('SELECT MAX(last_event) AS last FROM history WHERE execution = ?');
    this.#inputs = database.prepare('SELECT input FROM journal WHERE execution = ? ORDER BY position');
    this.#redrives = database.prepare(
      "SELECT COUNT(*) AS count FROM journal WHERE execution = ? AND json_extract(input, '$.type') = 'Redrive'",
    );
    this.#removeEvents = database.prepare('DELETE FROM history WHERE execution = ?');
    this.#removeInputs = database.prepare('DELETE FROM journal WHERE execution = ?');
  }

  /** Adds the events of one turn; each turn is a row. */
  addEvents(execution: number, events: readonly HistoryEvent[]): void {
    const [first] = events;
    if (first === undefined) return;
    this.#insertEvents.run(execution, first.id, first.id + events.length - 1, JSON.stringify(events));
  }

  addInput(execution: number, position: number, input: EngineInput): void {
    this.#insertInput.run(execution, position, JSON.stringify(input));
  }

  /** The events of each turn, in order. */
  turns(execution: number): HistoryEvent[][] {
    return this.#blocks.all(execution).map((row) => JSON.parse((row as { events: string }).events) as HistoryEvent[]);
  }

  inputs(execution: number): EngineInput[] {
    return this.#inputs.all(execution).map((row) => JSON.parse((row as { input: string }).input) as EngineInput);
  }

  /** Number of redrives in the journal of the engine's inputs. */
  redrives(execution: number): number {
    return (this.#redrives.get(execution) as { readonly count: number }).count;
  }

  /** At most `limit` events from the one with the id `from`: upwards, or downwards when `reverse`. */
  page(execution: number, from: number, limit: number, reverse: boolean): HistoryEvent[] {
    const page: HistoryEvent[] = [];
    let next = from;
    while (page.length < limit && next >= 1) {
      const row = (reverse ? this.#blocksBackFrom : this.#blocksFrom).get(execution, next) as { events: string } | undefined;
      if (row === undefined) break;
      const block = JSON.parse(row.events) as HistoryEvent[];
      const wanted = block.filter(({ id }) => (reverse ? id <= next : id >= next));
      if (reverse) wanted.reverse();
      page.push(...wanted.slice(0, limit - page.length));
      const { id: last } = wanted.at(-1) as HistoryEvent;
      next = reverse ? last - 1 : last + 1;
    }
    return page;
  }

  /** Number of events. */
  count(execution: number): number {
    return (this.#last.get(execution) as { readonly last: number | null }).last ?? 0;
  }

  removeInputs(execution: number): void {
    this.#removeInputs.run(execution);
  }

  remove(execution: number): void {
    this.#removeEvents.run(execution);
    this.#removeInputs.run(execution);
  }
}
