import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { WrittenLine } from './job-log.ts';
import type { SageMakerJob } from './pipeline-event.ts';

/** What a job has written since the last that was heard of it. */
export interface WrittenLines {
  readonly job: SageMakerJob;
  readonly lines: readonly WrittenLine[];
}

/** Whether it is told from now on what jobs write. */
interface LogsAreTold {
  readonly logs: boolean;
}

/** What is told, a line at a time. */
export type FeedLine = HistoryEvent[] | WrittenLines | LogsAreTold;

/** An execution of which the embedded AWS is to tell. */
export interface FeedOptions {
  readonly endpoint: string;
  readonly executionArn: string;
  /** Tells what jobs write, as well: all of it before the event of the job's end. */
  readonly logs: boolean;
  readonly signal?: AbortSignal;
}

/**
 * The events of an execution on the embedded AWS, as they happen: one request instead of many. Ends with the execution, or where nothing of
 * the kind is served.
 */
export async function* historyFeed({ endpoint, executionArn, logs, signal }: FeedOptions): AsyncGenerator<FeedLine, void, void> {
  const query = new URLSearchParams({ executionArn, ...(logs && { logs: '1' }) });
  try {
    const answer = await fetch(`${endpoint.replace(/\/$/, '')}/_stepmaker/history?${query}`, signal ? { signal } : {});
    if (!answer.ok || answer.body === null) {
      await answer.body?.cancel();
      return;
    }
    for await (const line of lines(answer.body)) if (line !== '') yield told(line);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    // A server that went away is told by the next call to its API.
    if (!(error instanceof TypeError)) throw error;
  }
}

function told(line: string): FeedLine {
  const value = JSON.parse(line) as
    | (Omit<HistoryEvent, 'timestamp'> & { readonly timestamp: string })[]
    | WrittenLines
    | LogsAreTold;
  if (!Array.isArray(value)) return value;
  return value.map((event) => ({ ...event, timestamp: new Date(event.timestamp) }) as HistoryEvent);
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      text += decoder.decode(value, { stream: !done });
      const whole = text.split('\n');
      text = whole.pop() ?? '';
      yield* whole;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
