import type { GetExecutionHistoryCommandOutput, HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';

const PAGE = 1000;

/**
 * The events of an execution after event `afterId`, oldest first. Asks from the newest end, so that a long history is not read again
 * at every look.
 */
export async function eventsAfter(
  sfn: SFNClient,
  executionArn: string,
  afterId: number,
  signal?: AbortSignal,
): Promise<HistoryEvent[]> {
  const { GetExecutionHistoryCommand } = await import('@aws-sdk/client-sfn');
  const fresh: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page: GetExecutionHistoryCommandOutput = await sfn.send(
      new GetExecutionHistoryCommand({
        executionArn,
        reverseOrder: true,
        maxResults: afterId === 0 ? PAGE : 50,
        includeExecutionData: true,
        nextToken,
      }),
      signal ? { abortSignal: signal } : {},
    );
    for (const event of page.events ?? []) {
      if ((event.id ?? 0) <= afterId) return fresh.reverse();
      fresh.push(event);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return fresh.reverse();
}
