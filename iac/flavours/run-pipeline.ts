import { DescribeExecutionCommand, GetExecutionHistoryCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Deployed } from './flavour/flavour.ts';
import type { Clients } from './snapshot/clients.ts';

const PAUSE_MILLIS = 200;

/** Runs a deployed pipeline to its end. @returns its output @throws Error with error and cause, where it fails */
export async function runPipeline(
  { stateMachineArn }: Deployed,
  { sfn }: Clients,
  input: object,
): Promise<Record<string, unknown>> {
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  for (;;) {
    const { status, output, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'SUCCEEDED') return JSON.parse(output ?? '{}') as Record<string, unknown>;
    if (status !== 'RUNNING') {
      const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 5 }));
      throw new Error(`${executionArn} ${status}: ${error}: ${cause}; last events ${events.map(({ type }) => type).join(', ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
}
