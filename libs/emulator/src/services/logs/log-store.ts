import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Collection, Store } from '../../core/store.ts';
import { resourceNotFound } from './errors.ts';

/** A log group as it is kept. */
export interface LogGroup {
  readonly name: string;
  readonly region: string;
  /** `arn:aws:logs:us-east-1:000000000000:log-group:name`, without the `:*` that some outputs put after it. */
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly retentionInDays?: number;
  readonly kmsKeyId?: string;
  readonly logGroupClass: 'STANDARD' | 'INFREQUENT_ACCESS' | 'DELIVERY';
  readonly tags: Readonly<Record<string, string>>;
}

/** A log stream as it is kept; times in milliseconds since the epoch. */
export interface LogStream {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  readonly firstEvent: number | undefined;
  readonly lastEvent: number | undefined;
  readonly lastIngestion: number | undefined;
}

/** A log event as it is kept; `id` grows with each event. */
export interface LogEvent {
  readonly id: number;
  readonly stream: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly ingestedAt: number;
  readonly message: string;
}

const MIGRATIONS = [
  `CREATE TABLE logs_streams (id INTEGER PRIMARY KEY, grp TEXT NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL, first INTEGER,
     last INTEGER, ingested INTEGER, UNIQUE (grp, name));
   CREATE TABLE logs_events (id INTEGER PRIMARY KEY, grp TEXT NOT NULL, stream INTEGER NOT NULL, ts INTEGER NOT NULL,
     ingested INTEGER NOT NULL, message TEXT NOT NULL);
   CREATE INDEX logs_events_stream ON logs_events (stream, ts, id);
   CREATE INDEX logs_events_group ON logs_events (grp, ts, id);`,
];

const DAY = 86_400_000;

/** Groups, streams and events, by region and name. */
export class LogStore {
  readonly store: Store;
  readonly #groups: Collection<LogGroup>;
  readonly #database: DatabaseSync;
  readonly #findStream: StatementSync;
  readonly #insertStream: StatementSync;
  readonly #touchStream: StatementSync;
  readonly #insertEvent: StatementSync;
  readonly #bytes: StatementSync;

  constructor(store: Store) {
    this.store = store;
    this.#groups = store.collection('logs.group');
    const database = store.database('logs', MIGRATIONS);
    this.#database = database;
    this.#findStream = database.prepare('SELECT * FROM logs_streams WHERE grp = ? AND name = ?');
    this.#insertStream = database.prepare('INSERT INTO logs_streams (grp, name, created) VALUES (?, ?, ?)');
    this.#touchStream = database.prepare(
      `UPDATE logs_streams SET first = min(coalesce(first, ?1), ?1), last = max(coalesce(last, ?2), ?2), ingested = ?3 WHERE id = ?4`,
    );
    this.#insertEvent = database.prepare('INSERT INTO logs_events (grp, stream, ts, ingested, message) VALUES (?, ?, ?, ?, ?)');
    this.#bytes = database.prepare('SELECT coalesce(sum(length(message) + 26), 0) AS bytes FROM logs_events WHERE grp = ?');
  }

  findGroup(region: string, name: string): LogGroup | undefined {
    return this.#groups.get(keyOf(region, name));
  }

  /** @throws AwsError `ResourceNotFoundException` */
  group(region: string, name: string): LogGroup {
    const group = this.findGroup(region, name);
    if (group === undefined) throw resourceNotFound('The specified log group does not exist.');
    return group;
  }

  putGroup(group: LogGroup): void {
    this.#groups.put(keyOf(group.region, group.name), group);
  }

  groups(region: string, prefix: string): LogGroup[] {
    return this.#groups.list({ prefix: keyOf(region, prefix) }).map(({ value }) => value);
  }

  deleteGroup({ region, name }: LogGroup): void {
    const key = keyOf(region, name);
    this.store.transaction(() => {
      this.#groups.delete(key);
      this.#database.prepare('DELETE FROM logs_events WHERE grp = ?').run(key);
      this.#database.prepare('DELETE FROM logs_streams WHERE grp = ?').run(key);
    });
  }

  /** The bytes of a group's events as AWS counts them: their text and 26 more for each. */
  storedBytes({ region, name }: LogGroup): number {
    return (this.#bytes.get(keyOf(region, name)) as { readonly bytes: number }).bytes;
  }

  findStream({ region, name }: LogGroup, stream: string): LogStream | undefined {
    return toStream(this.#findStream.get(keyOf(region, name), stream));
  }

  /** @throws AwsError `ResourceNotFoundException` */
  stream(group: LogGroup, name: string): LogStream {
    const stream = this.findStream(group, name);
    if (stream === undefined) throw resourceNotFound('The specified log stream does not exist.');
    return stream;
  }

  createStream({ region, name }: LogGroup, stream: string, now: number): void {
    this.#insertStream.run(keyOf(region, name), stream, now);
  }

  streams({ region, name }: LogGroup, prefix: string): LogStream[] {
    return this.#database
      .prepare('SELECT * FROM logs_streams WHERE grp = ? AND substr(name, 1, length(?2)) = ?2 ORDER BY name')
      .all(keyOf(region, name), prefix)
      .map((row) => toStream(row) as LogStream);
  }

  deleteStream({ id }: LogStream): void {
    this.store.transaction(() => {
      this.#database.prepare('DELETE FROM logs_events WHERE stream = ?').run(id);
      this.#database.prepare('DELETE FROM logs_streams WHERE id = ?').run(id);
    });
  }

  /** Keeps events, all or none. */
  append(
    group: LogGroup,
    stream: LogStream,
    events: readonly { readonly timestamp: number; readonly message: string }[],
    now: number,
  ): void {
    const key = keyOf(group.region, group.name);
    const first = events[0]?.timestamp;
    const last = events.at(-1)?.timestamp;
    if (first === undefined || last === undefined) return;
    this.store.transaction(() => {
      for (const { timestamp, message } of events) this.#insertEvent.run(key, stream.id, timestamp, now, message);
      this.#touchStream.run(first, last, now, stream.id);
    });
  }

  /**
   * Events in the order of their time, of one stream or of a whole group.
   *
   * @param options.after continues after this event; in descending order, before it
   */
  events(group: LogGroup, stream: LogStream | undefined, options: EventQuery): LogEvent[] {
    const { from, to, after, descending = false, limit } = options;
    const scope = stream === undefined ? 'e.grp = ?' : 'e.stream = ?';
    const order = descending ? 'DESC' : 'ASC';
    const beyond = after === undefined ? '' : `AND (e.ts, e.id) ${descending ? '<' : '>'} (?, ?)`;
    const rows = this.#database
      .prepare(
        `SELECT e.id, e.ts, e.ingested, e.message, s.name AS stream FROM logs_events e JOIN logs_streams s ON s.id = e.stream
           WHERE ${scope} AND e.ts >= ? AND e.ts <= ? ${beyond} ORDER BY e.ts ${order}, e.id ${order} LIMIT ?`,
      )
      .all(
        stream === undefined ? keyOf(group.region, group.name) : stream.id,
        from ?? 0,
        to ?? Number.MAX_SAFE_INTEGER,
        ...(after === undefined ? [] : [after.timestamp, after.id]),
        limit,
      );
    return rows.map((row) => ({
      id: row['id'] as number,
      stream: row['stream'] as string,
      timestamp: row['ts'] as number,
      ingestedAt: row['ingested'] as number,
      message: row['message'] as string,
    }));
  }

  /** Throws away what is older than its group's retention. */
  expire(now: number): void {
    const remove = this.#database.prepare('DELETE FROM logs_events WHERE grp = ? AND ts < ?');
    for (const { key, value } of this.#groups.list()) {
      if (value.retentionInDays !== undefined) remove.run(key, now - value.retentionInDays * DAY);
    }
  }
}

/** Selection of events. */
export interface EventQuery {
  /** Milliseconds since the epoch, both included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly after?: Pick<LogEvent, 'timestamp' | 'id'> | undefined;
  readonly descending?: boolean;
  readonly limit: number;
}

function keyOf(region: string, name: string): string {
  return `${region}:${name}`;
}

function toStream(row: Record<string, unknown> | undefined): LogStream | undefined {
  if (row === undefined) return undefined;
  return {
    id: row['id'] as number,
    name: row['name'] as string,
    createdAt: row['created'] as number,
    firstEvent: (row['first'] as number | null) ?? undefined,
    lastEvent: (row['last'] as number | null) ?? undefined,
    lastIngestion: (row['ingested'] as number | null) ?? undefined,
  };
}
