import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Store } from '../../core/store.ts';
import type { MessageAttribute } from './message-attributes.ts';

/** A message in a queue. Times are in milliseconds since the epoch. */
export interface QueuedMessage {
  readonly sequence: number;
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly senderId: string;
  readonly sentAt: number;
  /** Time from which it can be received (again). */
  readonly visibleAt: number;
  readonly receives: number;
  readonly firstReceivedAt?: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

const MIGRATIONS = [
  `CREATE TABLE sqs_message (sequence INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
     attributes TEXT NOT NULL, sender TEXT NOT NULL, sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL, receives INTEGER NOT NULL,
     first_received_at INTEGER, group_id TEXT, deduplication_id TEXT);
   CREATE INDEX sqs_message_queue ON sqs_message (queue, sequence);
   CREATE TABLE sqs_deduplication (queue TEXT NOT NULL, id TEXT NOT NULL, message TEXT NOT NULL, sequence INTEGER NOT NULL, sent_at INTEGER NOT NULL,
     PRIMARY KEY (queue, id)) WITHOUT ROWID;`,
];

/** The messages of all queues. */
export class MessageStore {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #all: StatementSync;
  readonly #get: StatementSync;
  readonly #receive: StatementSync;
  readonly #delete: StatementSync;

  constructor(store: Store) {
    this.#database = store.database('sqs', MIGRATIONS);
    this.#insert = this.#database.prepare(
      `INSERT INTO sqs_message (queue, id, body, attributes, sender, sent_at, visible_at, receives, first_received_at, group_id, deduplication_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#all = this.#database.prepare('SELECT * FROM sqs_message WHERE queue = ? ORDER BY sequence LIMIT ?');
    this.#get = this.#database.prepare('SELECT * FROM sqs_message WHERE queue = ? AND sequence = ?');
    this.#receive = this.#database.prepare(
      'UPDATE sqs_message SET visible_at = ?, receives = receives + 1, first_received_at = coalesce(first_received_at, ?) WHERE sequence = ?',
    );
    this.#delete = this.#database.prepare('DELETE FROM sqs_message WHERE queue = ? AND sequence = ?');
  }

  /** Keeps a message. @returns its sequence number */
  add(queue: string, message: Omit<QueuedMessage, 'sequence'>): number {
    const { id, body, attributes, senderId, sentAt, visibleAt, receives, firstReceivedAt, groupId, deduplicationId } = message;
    const { lastInsertRowid } = this.#insert.run(
      queue,
      id,
      body,
      JSON.stringify(attributes),
      senderId,
      sentAt,
      visibleAt,
      receives,
      firstReceivedAt ?? null,
      groupId ?? null,
      deduplicationId ?? null,
    );
    return Number(lastInsertRowid);
  }

  /** The messages of a queue, the oldest first. */
  list(queue: string, limit = -1): QueuedMessage[] {
    return this.#all.all(queue, limit).map(messageOf);
  }

  get(queue: string, sequence: number): QueuedMessage | undefined {
    const row = this.#get.get(queue, sequence);
    return row && messageOf(row);
  }

  /** Notes that a message has been handed out: it is invisible until `visibleAt`. */
  received(sequence: number, visibleAt: number, now: number): void {
    this.#receive.run(visibleAt, now, sequence);
  }

  setVisible(sequence: number, visibleAt: number): void {
    this.#database.prepare('UPDATE sqs_message SET visible_at = ? WHERE sequence = ?').run(visibleAt, sequence);
  }

  delete(queue: string, sequence: number): void {
    this.#delete.run(queue, sequence);
  }

  /** Takes away all messages of a queue. */
  purge(queue: string): void {
    this.#database.prepare('DELETE FROM sqs_message WHERE queue = ?').run(queue);
    this.#database.prepare('DELETE FROM sqs_deduplication WHERE queue = ?').run(queue);
  }

  /** Takes away what was sent before a moment. */
  expire(queue: string, sentBefore: number): void {
    this.#database.prepare('DELETE FROM sqs_message WHERE queue = ? AND sent_at < ?').run(queue, sentBefore);
  }

  /** The message that was sent with a deduplication id since a moment. */
  duplicate(queue: string, id: string, since: number): { readonly id: string; readonly sequence: number } | undefined {
    const row = this.#database
      .prepare('SELECT message, sequence FROM sqs_deduplication WHERE queue = ? AND id = ? AND sent_at > ?')
      .get(queue, id, since);
    return row && { id: row['message'] as string, sequence: row['sequence'] as number };
  }

  noteDuplicate(queue: string, id: string, message: string, sequence: number, sentAt: number): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO sqs_deduplication VALUES (?, ?, ?, ?, ?)')
      .run(queue, id, message, sequence, sentAt);
  }
}

function messageOf(row: Record<string, unknown>): QueuedMessage {
  return {
    sequence: row['sequence'] as number,
    id: row['id'] as string,
    body: row['body'] as string,
    attributes: JSON.parse(row['attributes'] as string) as QueuedMessage['attributes'],
    senderId: row['sender'] as string,
    sentAt: row['sent_at'] as number,
    visibleAt: row['visible_at'] as number,
    receives: row['receives'] as number,
    ...(row['first_received_at'] === null ? {} : { firstReceivedAt: row['first_received_at'] as number }),
    ...(row['group_id'] === null ? {} : { groupId: row['group_id'] as string }),
    ...(row['deduplication_id'] === null ? {} : { deduplicationId: row['deduplication_id'] as string }),
  };
}
