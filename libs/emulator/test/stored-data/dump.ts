import type { DatabaseSync } from 'node:sqlite';

/** SQLite's own table of the numbers that AUTOINCREMENT columns have reached: it exists as soon as such a table does. */
const SEQUENCES = 'sqlite_sequence';

/** The SQL that creates a database's tables and indexes, a statement per element, in an order that depends on their names alone. */
export function schemaOf(database: DatabaseSync): string[] {
  return database
    .prepare('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> ? ORDER BY type DESC, name')
    .all(SEQUENCES)
    .map((row) => `${String(row['sql']).replaceAll(/\s+/g, ' ')};`);
}

/** The SQL text that makes a database again: its schema and its rows, a statement per line. */
export function dump(database: DatabaseSync): string {
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> ? ORDER BY name")
    .all(SEQUENCES)
    .map((row) => String(row['name']));
  const lines = [...schemaOf(database), ...tables.flatMap((table) => rowsOf(database, table))];
  if (tables.length > 0) lines.push(`DELETE FROM ${SEQUENCES};`, ...rowsOf(database, SEQUENCES));
  return `${lines.join('\n')}\n`;
}

function rowsOf(database: DatabaseSync, table: string): string[] {
  const columns = database
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map((row) => `"${row['name']}"`);
  const line = columns.map((column) => `quote(${column})`).join(" || ', ' || ");
  return database
    .prepare(`SELECT ${line} AS line FROM "${table}" ORDER BY ${columns.join(', ')}`)
    .all()
    .map((row) => `INSERT INTO "${table}" VALUES (${row['line']});`);
}
