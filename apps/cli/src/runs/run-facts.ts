import type { PipelineExecution } from '@stepmaker/pipeline-sdk';

/** Names and places that a run fixes at its start. */
export interface RunFacts {
  /** The last part of its prefixes in the bucket. */
  readonly runId: string;
  /** The endpoint that it deploys to. */
  readonly endpointName: string;
}

/** The names of the variables that the state Prepare assigns. */
interface Prepared {
  readonly Run?: { readonly Id?: string };
  readonly In?: { readonly EndpointName?: string };
}

/** The facts in the variables of a state, if it is the one that settles them. */
export function factsIn(variables: Readonly<Record<string, unknown>>): RunFacts | undefined {
  const { Run, In } = variables as Prepared;
  if (Run?.Id === undefined) return undefined;
  return { runId: Run.Id, endpointName: In?.EndpointName ?? '' };
}

/** A run's facts; undefined when it ended before it had settled them, as with a bad input, or has not come so far. */
export async function readRunFacts(execution: PipelineExecution): Promise<RunFacts | undefined> {
  try {
    for await (const event of execution.events({ signal: AbortSignal.timeout(PATIENCE_MILLIS) })) {
      const facts = event.type === 'StateExited' ? factsIn(event.variables) : undefined;
      if (facts !== undefined) return facts;
    }
  } catch (error) {
    if ((error as Error).name !== 'TimeoutError') throw error;
  }
  return undefined;
}

/** Time limit for the first states, which take milliseconds. */
const PATIENCE_MILLIS = 5000;
