import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ENGINE_VERSION, type ExecutionOutcome } from '@stepmaker/asl-interpreter';
import { parseExecutionArn } from './arn.ts';
import type { Execution, ExecutionDetails, ExecutionStatus } from './execution.ts';
import { executionDoesNotExist, invalidArn } from './refusals.ts';

interface Row {
  readonly id: number;
  readonly arn: string;
  readonly machine_arn: string;
  readonly revision: number;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly start_date: number;
  readonly stop_date: number | null;
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly details: string;
  readonly redrive_count: number;
  readonly redrive_date: number | null;
  readonly map_run_arn: string | null;
  readonly engine: string | null;
}

/** Filters of a list of executions. */
export interface ExecutionFilter {
  /** One of the two. */
  readonly machineArn?: string;
  readonly mapRunArn?: string;
  /** Selects executions that were started by this version or alias. */
  readonly qualified?: string;
  readonly status?: string;
  /** Selects executions that were redriven, or those that were not. */
  readonly redriven?: boolean;
  /** Selects rows before this one: lists run from new to old. */
  readonly before?: number;
  readonly limit: number;
}

/** Executions: rows that stay in SQLite, whether they run or have ended. */
export class ExecutionStore {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #byArn: StatementSync;
  readonly #byId: StatementSync;
  readonly #end: StatementSync;
  readonly #redrive: StatementSync;
  readonly #details: StatementSync;
  readonly #running: StatementSync;
  readonly #idsOf: StatementSync;
  readonly #remove: StatementSync;
  readonly #runningOf: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insert = database.prepare(
      `INSERT INTO execution (arn, machine_arn, revision, name, status, start_date, input, details, map_run_arn, engine)
       VALUES (?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?)`,
    );
    this.#byArn = database.prepare('SELECT * FROM execution WHERE arn = ?');
    this.#byId = database.prepare('SELECT * FROM execution WHERE id = ?');
    this.#end = database.prepare('UPDATE execution SET status = ?, stop_date = ?, output = ?, error = ?, cause = ? WHERE id = ?');
    this.#redrive = database.prepare(
      `UPDATE execution SET status = 'RUNNING', stop_date = NULL, output = NULL, error = NULL, cause = NULL,
         redrive_count = redrive_count + 1, redrive_date = ?, details = ? WHERE id = ?`,
    );
    this.#details = database.prepare('UPDATE execution SET details = ? WHERE id = ?');
    this.#running = database.prepare("SELECT * FROM execution WHERE status = 'RUNNING' ORDER BY id");
    this.#idsOf = database.prepare(
      "SELECT id FROM execution WHERE machine_arn = ?1 OR (machine_arn >= ?1 || '/' AND machine_arn < ?1 || '0')",
    );
    this.#remove = database.prepare('DELETE FROM execution WHERE id = ?');
    this.#runningOf = database.prepare("SELECT 1 FROM execution WHERE machine_arn = ? AND status = 'RUNNING' LIMIT 1");
  }

  /** Keeps a new execution, which is `RUNNING`, with the version of the engine that starts it. */
  add(
    execution: Pick<Execution, 'arn' | 'machineArn' | 'revision' | 'name' | 'startDate' | 'input' | 'details' | 'mapRunArn'>,
  ): Execution {
    const { arn, machineArn, revision, name, startDate, input, details, mapRunArn } = execution;
    const { lastInsertRowid } = this.#insert.run(
      arn,
      machineArn,
      revision,
      name,
      startDate,
      input,
      JSON.stringify(details),
      mapRunArn ?? null,
      ENGINE_VERSION,
    );
    return { ...execution, id: Number(lastInsertRowid), status: 'RUNNING', redriveCount: 0, engine: ENGINE_VERSION };
  }

  /** @throws AwsError `ExecutionDoesNotExist`, or `InvalidArn` for the ARN of an Express execution, which AWS keeps in logs alone */
  require(arn: string): Execution {
    const { kind } = parseExecutionArn(arn);
    const execution = this.find(arn);
    if (execution !== undefined) return execution;
    throw kind === 'express' ? invalidArn(`Resource type not valid in this context: ${kind}`) : executionDoesNotExist(arn);
  }

  /** A Standard execution: Express ones have no history, and are not stopped by hand. @throws AwsError as {@link ExecutionStore.require} does */
  requireStandard(arn: string): Execution {
    const { kind } = parseExecutionArn(arn);
    if (kind === 'express') throw invalidArn(`Resource type not valid in this context: ${kind}`);
    return this.require(arn);
  }

  find(arn: string): Execution | undefined {
    return executionOf(this.#byArn.get(arn));
  }

  get(id: number): Execution | undefined {
    return executionOf(this.#byId.get(id));
  }

  /** Notes how an execution ended. @param stopDate epoch milliseconds */
  end(id: number, outcome: ExecutionOutcome, stopDate: number): void {
    if (outcome.status === 'SUCCEEDED') {
      this.#end.run(outcome.status, stopDate, outcome.outputText, null, null, id);
    } else {
      this.#end.run(outcome.status, stopDate, null, outcome.error ?? null, outcome.cause ?? null, id);
    }
  }

  /** Sets an ended execution running again. */
  redrive(id: number, redriveDate: number, details: ExecutionDetails): void {
    this.#redrive.run(redriveDate, JSON.stringify(details), id);
  }

  putDetails(id: number, details: ExecutionDetails): void {
    this.#details.run(JSON.stringify(details), id);
  }

  /** All that are `RUNNING`, oldest first. */
  running(): Execution[] {
    return this.#running.all().map((row) => executionOf(row) as Execution);
  }

  isRunning(machineArn: string): boolean {
    return this.#runningOf.get(machineArn) !== undefined;
  }

  /** Executions from new to old. */
  list(filter: ExecutionFilter): Execution[] {
    const conditions: string[] = [];
    const values: (string | number)[] = [];
    const where = (condition: string, ...given: readonly (string | number)[]): void => {
      conditions.push(condition);
      values.push(...given);
    };
    if (filter.machineArn !== undefined) where('machine_arn = ?', filter.machineArn);
    if (filter.mapRunArn !== undefined) where('map_run_arn = ?', filter.mapRunArn);
    if (filter.qualified !== undefined) {
      where("? IN (details ->> '$.versionArn', details ->> '$.aliasArn')", filter.qualified);
    }
    if (filter.status !== undefined) where('status = ?', filter.status);
    if (filter.redriven !== undefined) where(filter.redriven ? 'redrive_count > 0' : 'redrive_count = 0');
    if (filter.before !== undefined) where('id < ?', filter.before);
    const rows = this.#database
      .prepare(`SELECT * FROM execution WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`)
      .all(...values, filter.limit);
    return rows.map((row) => executionOf(row) as Execution);
  }

  /** Rows of a state machine's executions, with those of its Distributed Maps. */
  idsOf(machineArn: string): number[] {
    return this.#idsOf.all(machineArn).map((row) => (row as { id: number }).id);
  }

  remove(id: number): void {
    this.#remove.run(id);
  }
}

function executionOf(found: unknown): Execution | undefined {
  if (found === undefined) return undefined;
  const row = found as Row;
  return {
    id: row.id,
    arn: row.arn,
    machineArn: row.machine_arn,
    revision: row.revision,
    name: row.name,
    status: row.status,
    startDate: row.start_date,
    input: row.input,
    details: JSON.parse(row.details) as ExecutionDetails,
    redriveCount: row.redrive_count,
    ...(row.stop_date === null ? {} : { stopDate: row.stop_date }),
    ...(row.output === null ? {} : { output: row.output }),
    ...(row.error === null ? {} : { error: row.error }),
    ...(row.cause === null ? {} : { cause: row.cause }),
    ...(row.redrive_date === null ? {} : { redriveDate: row.redrive_date }),
    ...(row.map_run_arn === null ? {} : { mapRunArn: row.map_run_arn }),
    ...(row.engine === null ? {} : { engine: row.engine }),
  };
}
