import type { PipelineOutput } from '@stepmaker/asl/pipeline';
import { historyOf } from '../suites/history.ts';
import type { Deployment } from '../targets/deployment.ts';
import { normalise } from './normalise.ts';

/** The states that an execution of the pipeline went through, and what it ended in. */
export interface PipelineEnd {
  readonly states: readonly string[];
  readonly end: string;
  readonly error?: string;
  readonly cause?: unknown;
  /** Names of the output's members. */
  readonly members: readonly string[];
}

/** Runs the pipeline to its end. */
export async function endOf(
  deployment: Deployment,
  input: object,
): Promise<{ readonly end: PipelineEnd; readonly output: PipelineOutput | undefined }> {
  const execution = await deployment.pipeline.startExecution(input);
  await execution.result().catch(() => {});
  const history = await historyOf(deployment.sfn, execution.executionArn);
  const states = history.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
  const last = history.at(-1);
  const failed = last?.executionFailedEventDetails;
  const succeeded = last?.executionSucceededEventDetails;
  const output = succeeded === undefined ? undefined : (JSON.parse(succeeded.output ?? '{}') as PipelineOutput);
  return {
    output,
    end: {
      states,
      end: last?.type ?? '',
      ...(failed?.error !== undefined && { error: failed.error, cause: normalise(failed.cause) }),
      members: Object.keys(output ?? {}).sort(),
    },
  };
}
