import { Readable } from 'node:stream';
import { AwsError } from '../core/aws-error.ts';
import type { Caller } from '../core/caller.ts';
import type { Runtime } from '../core/runtime.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';

/** An event as GetExecutionHistory gives it, as far as it matters here. */
interface Event {
  readonly id: number;
  readonly type: string;
}

interface Page {
  readonly events: readonly Event[];
  readonly nextToken?: string;
}

/** How often the history is looked at, in milliseconds. */
const LOOK_MILLIS = 25;

/**
 * `/_stepmaker/history?executionArn=ARN&after=ID`: the events of an execution after event `ID` as they happen, until its end. Each line of
 * the answer is a JSON array of events as GetExecutionHistory gives them. AWS has nothing like it: the SDK uses it to hear of events at once
 * without asking all the time, and asks GetExecutionHistory where it is not there.
 */
export async function historyFeed({ query, signal }: HttpRequest, runtime: Runtime, caller: Caller): Promise<HttpResponse> {
  const parameters = new URLSearchParams(query);
  const executionArn = parameters.get('executionArn') ?? '';
  const after = Number(parameters.get('after') ?? 0);
  if (!Number.isInteger(after) || after < 0)
    throw new AwsError({ code: 'ValidationException', message: `after must be an event's id, was ${parameters.get('after')}` });
  const look = (from: number): Promise<readonly Event[]> => eventsAfter(runtime, caller, executionArn, from);
  // Refused at once where there is no such execution.
  const first = await look(after);
  return {
    status: 200,
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
    body: Readable.from(lines(first, after, look, signal), { objectMode: false }),
  };
}

async function* lines(
  first: readonly Event[],
  after: number,
  look: (from: number) => Promise<readonly Event[]>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let last = after;
  let events = first;
  // An empty line tells at once that there is somebody who answers.
  yield '\n';
  while (!signal.aborted) {
    const newest = events.at(-1);
    if (newest !== undefined) {
      last = newest.id;
      yield `${JSON.stringify(events)}\n`;
      if (/^Execution(Succeeded|Failed|TimedOut|Aborted)$/u.test(newest.type)) return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLIS));
    // The server may be closing.
    events = signal.aborted ? [] : await look(last).catch(() => []);
  }
}

async function eventsAfter(runtime: Runtime, caller: Caller, executionArn: string, after: number): Promise<Event[]> {
  const fresh: Event[] = [];
  let nextToken: string | undefined;
  do {
    const page: Page = await runtime.aws.call<Page>(
      'stepfunctions',
      'GetExecutionHistory',
      { executionArn, reverseOrder: true, maxResults: after === 0 ? 1000 : 50, nextToken },
      { caller },
    );
    for (const event of page.events) {
      if (event.id <= after) return fresh.reverse();
      fresh.push(event);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return fresh.reverse();
}
