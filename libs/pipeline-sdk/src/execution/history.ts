import type { GetExecutionHistoryCommandOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import { sfn } from '../core/aws-packages.ts';
import type { LazyClients } from '../core/lazy-clients.ts';
import type { Pacer } from '../core/pacer.ts';

/** The most that the API gives at once. */
const PAGE = 1000;
/** What may have happened between two looks. */
const GLANCE = 50;

/**
 * The events of an execution after event `afterId`, oldest first. Asks from the newest end, so that a long history is not read again
 * at every look.
 */
export async function eventsAfter(
  clients: LazyClients,
  executionArn: string,
  afterId: number,
  pacer: Pacer,
  signal?: AbortSignal,
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
    const page: GetExecutionHistoryCommandOutput = await pacer.look(signal, (options) => client.send(command, options));
    for (const event of page.events ?? []) {
      if ((event.id ?? 0) <= afterId) return fresh.reverse();
      fresh.push(event);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return fresh.reverse();
}
