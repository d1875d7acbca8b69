import type { HistoryEvent } from '@aws-sdk/client-sfn';

/**
 * The events of an execution on the embedded AWS after event `afterId`, as they happen: one request instead of many. Ends with the
 * execution, or where nothing of the kind is served.
 */
export async function* historyFeed(
  endpoint: string,
  executionArn: string,
  afterId: number,
  signal?: AbortSignal,
): AsyncGenerator<HistoryEvent[], void, void> {
  const query = new URLSearchParams({ executionArn, after: String(afterId) });
  try {
    const answer = await fetch(`${endpoint.replace(/\/$/, '')}/_stepmaker/history?${query}`, signal ? { signal } : {});
    if (!answer.ok || answer.body === null) {
      await answer.body?.cancel();
      return;
    }
    for await (const line of lines(answer.body)) if (line !== '') yield events(line);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    // A server that went away is told by the next call to its API.
    if (!(error instanceof TypeError)) throw error;
  }
}

function events(line: string): HistoryEvent[] {
  return (JSON.parse(line) as (Omit<HistoryEvent, 'timestamp'> & { readonly timestamp: string })[]).map(
    (event) => ({ ...event, timestamp: new Date(event.timestamp) }) as HistoryEvent,
  );
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
