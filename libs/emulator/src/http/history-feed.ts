import { Readable } from 'node:stream';
import { AwsError } from '../core/aws-error.ts';
import type { Caller } from '../core/caller.ts';
import type { Runtime } from '../core/runtime.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';
import { endsExecution, type JobEvent, JobLines } from './job-lines.ts';

interface Page {
  readonly events: readonly JobEvent[];
  readonly nextToken?: string;
}

/** How often the history is looked at, in milliseconds. */
const LOOK_MILLIS = 25;

/** How many looks at the history go by between two looks at the logs. */
const LOOKS_PER_LOG = 4;

/**
 * `/_stepmaker/history?executionArn=ARN&after=ID`: the events of an execution after event `ID` as they happen, until its end. Each line of
 * the answer is a JSON array of events as GetExecutionHistory gives them. With `&logs=1` the first line is `{"logs":true}`, and there are also
 * objects with a job and the lines that it wrote, all of them before the event that tells the job's end; `{"logs":false}` says that no more
 * of them come, since the logs cannot be read. AWS has nothing like it: the SDK uses it to hear of events at once without asking all the
 * time, and asks GetExecutionHistory and FilterLogEvents where it is not there.
 */
export async function historyFeed({ query, signal }: HttpRequest, runtime: Runtime, caller: Caller): Promise<HttpResponse> {
  const parameters = new URLSearchParams(query);
  const executionArn = parameters.get('executionArn') ?? '';
  const after = Number(parameters.get('after') ?? 0);
  if (!Number.isInteger(after) || after < 0)
    throw new AwsError({ code: 'ValidationException', message: `after must be an event's id, was ${parameters.get('after')}` });
  const look = (from: number): Promise<readonly JobEvent[]> => eventsAfter(runtime, caller, executionArn, from);
  // Refused at once where there is no such execution.
  const first = await look(after);
  const [, , , region = runtime.region] = executionArn.split(':');
  const logs = parameters.get('logs') === '1' ? new JobLines(runtime, { caller, region, signal }) : undefined;
  return {
    status: 200,
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
    body: Readable.from(answer({ first, after, look, logs, signal }), { objectMode: false }),
  };
}

/** What is answered, and from what. */
interface Feed {
  readonly first: readonly JobEvent[];
  readonly after: number;
  readonly look: (from: number) => Promise<readonly JobEvent[]>;
  readonly logs: JobLines | undefined;
  readonly signal: AbortSignal;
}

async function* answer({ first, after, look, logs: asked, signal }: Feed): AsyncGenerator<string> {
  let last = after;
  let events = first;
  let logs = asked;
  // Tells at once that there is somebody who answers.
  yield logs === undefined ? '\n' : '{"logs":true}\n';
  for (let looks = 0; !signal.aborted; looks += 1) {
    logs?.hear(events);
    // A job's lines come before its end.
    if (logs !== undefined && (events.length > 0 || looks % LOOKS_PER_LOG === 0)) {
      try {
        for await (const written of logs.fresh()) yield `${JSON.stringify(written)}\n`;
      } catch {
        // Whoever asks for them will be told why.
        logs = undefined;
        yield '{"logs":false}\n';
      }
    }
    const newest = events.at(-1);
    if (newest !== undefined) {
      last = newest.id;
      yield `${JSON.stringify(events)}\n`;
      if (endsExecution(newest.type)) return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLIS));
    // The server may be closing.
    events = signal.aborted ? [] : await look(last).catch(() => []);
  }
}

async function eventsAfter(runtime: Runtime, caller: Caller, executionArn: string, after: number): Promise<JobEvent[]> {
  const fresh: JobEvent[] = [];
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
