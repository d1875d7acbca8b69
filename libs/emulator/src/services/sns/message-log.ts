import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A message as an inbox would show it. */
export interface LoggedMessage {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string | undefined;
  readonly message: string;
  readonly messageAttributes?: Readonly<Record<string, unknown>> | undefined;
  /** ISO 8601. */
  readonly timestamp: string;
  /** The addresses that would have received the message. */
  readonly email: readonly string[];
}

/** Every message that was published, a line of JSON each, in `sns/messages.jsonl` under the data directory. */
export class MessageLog {
  readonly file: string;

  constructor(dataDir: string) {
    const directory = join(dataDir, 'sns');
    mkdirSync(directory, { recursive: true });
    this.file = join(directory, 'messages.jsonl');
  }

  append(message: LoggedMessage): void {
    appendFileSync(this.file, `${JSON.stringify(message)}\n`);
  }

  /** The messages, oldest first. */
  read(): LoggedMessage[] {
    if (!existsSync(this.file)) return [];
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LoggedMessage);
  }
}
