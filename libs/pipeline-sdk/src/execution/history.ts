import type { GetExecutionHistoryCommandOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import { sfn } from '../core/aws-packages.ts';
import type { Send } from '../core/call.ts';
import type { LazyClients } from '../core/lazy-clients.ts';

/** The most events that the API gives at once. */
const PAGE = 1000;
/** Events that one request reads at a later look: more than a pipeline writes between two. */
const GLANCE = 100;

/**
 * The events of an execution after event `afterId`, oldest first. Reads from the newest end, so that a look at a long history takes one
 * request.
 */
export async function eventsAfter(
  clients: LazyClients,
  executionArn: string,
  afterId: number,
  send: Send,
): Promise<HistoryEvent[]> {
  const { client, module } = await clients.get(sfn);
  const fresh: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const command = new module.GetExecutionHistoryCommand({
      executionArn,
      reverseOrder: true,
      maxResults: afterId === 0 ? PAGE : GLANCE,
      includeExecutionData: true,
      nextToken,
    });
    const page: GetExecutionHistoryCommandOutput = await send((options) => client.send(command, options));
    for (const event of page.events ?? []) {
      if ((event.id ?? 0) <= afterId) return fresh.reverse();
      fresh.push(event);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return fresh.reverse();
}
