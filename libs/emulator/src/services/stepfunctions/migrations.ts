/**
 * The tables of Step Functions. A row of `history` is a run of events as one turn of the engine made them; `journal` holds the
 * inputs that an execution was fed, from which it is rebuilt; both go when nothing needs them any more. `execution.engine` is the
 * version of the engine that started the execution, NULL where no version was noted yet.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE revision (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     machine_arn TEXT NOT NULL,
     content TEXT NOT NULL
   );
   CREATE INDEX revision_by_machine ON revision (machine_arn);
   CREATE TABLE execution (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     arn TEXT NOT NULL UNIQUE,
     machine_arn TEXT NOT NULL,
     revision INTEGER NOT NULL,
     name TEXT NOT NULL,
     status TEXT NOT NULL,
     start_date INTEGER NOT NULL,
     stop_date INTEGER,
     input TEXT NOT NULL,
     output TEXT,
     error TEXT,
     cause TEXT,
     details TEXT NOT NULL,
     redrive_count INTEGER NOT NULL DEFAULT 0,
     redrive_date INTEGER,
     map_run_arn TEXT
   );
   CREATE INDEX execution_by_machine ON execution (machine_arn, id);
   CREATE INDEX execution_by_map_run ON execution (map_run_arn, id) WHERE map_run_arn IS NOT NULL;
   CREATE INDEX execution_running ON execution (id) WHERE status = 'RUNNING';
   CREATE TABLE history (
     execution INTEGER NOT NULL,
     first_event INTEGER NOT NULL,
     last_event INTEGER NOT NULL,
     events TEXT NOT NULL,
     PRIMARY KEY (execution, first_event)
   ) WITHOUT ROWID;
   CREATE TABLE journal (
     execution INTEGER NOT NULL,
     position INTEGER NOT NULL,
     input TEXT NOT NULL,
     PRIMARY KEY (execution, position)
   ) WITHOUT ROWID;`,
  'ALTER TABLE execution ADD COLUMN engine TEXT;',
];
