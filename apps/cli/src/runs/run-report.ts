import {
  type ExecutionDescription,
  type ExecutionStep,
  type PipelineExecution,
  type Verdict,
  verdictIn,
} from '@stepmaker/pipeline-sdk';
import { readRunFacts } from './run-facts.ts';

/** A state that a run has been in, as `show --json` prints it. */
export interface StepReport {
  readonly stateName: string;
  readonly stateType: string;
  readonly status: ExecutionStep['status'];
  readonly enteredDate: Date;
  readonly exitedDate: Date | null;
  readonly seconds: number | null;
  readonly attempts: number;
  readonly error: string | null;
  readonly cause: string | null;
  readonly job: ExecutionStep['job'] | null;
}

/** All that is known of a run: what `show --json` prints. */
export interface RunReport {
  readonly name: string;
  readonly executionArn: string;
  readonly status: ExecutionDescription['status'];
  readonly startDate: Date;
  readonly stopDate: Date | null;
  /** Seconds from start to end, or to now. */
  readonly seconds: number;
  readonly redriveCount: number;
  readonly input: unknown;
  readonly error: string | null;
  readonly cause: string | null;
  /** The quality gate's; null before it has decided. */
  readonly verdict: Verdict | null;
  readonly steps: readonly StepReport[];
  readonly runId: string | null;
  /** The endpoint that serves the model; null when it was not deployed. */
  readonly endpointName: string | null;
  /** The trained model's archive; null before it is deployed. */
  readonly modelDataUrl: string | null;
  /** The HTML report in the bucket; null before the evaluation. */
  readonly reportUri: string | null;
  /** The run's page in the AWS console; null on the embedded AWS. */
  readonly consoleUrl: string | null;
}

/** Reads all that is known of a run. */
export async function readRunReport(execution: PipelineExecution, bucketName: string, now: Date): Promise<RunReport> {
  const [described, steps, facts] = await Promise.all([execution.describe(), execution.steps(), readRunFacts(execution)]);
  const { name, executionArn, status, startDate, stopDate, redriveCount, input, output, error, cause, consoleUrl } = described;
  const isEvaluated = steps.some((step) => step.stateName === 'Evaluate' && step.status === 'SUCCEEDED');
  const verdict = steps.map((step) => verdictIn(step.output)).find((one) => one !== undefined);
  return {
    name,
    executionArn,
    status,
    startDate,
    stopDate: stopDate ?? null,
    seconds: ((stopDate ?? now).getTime() - startDate.getTime()) / 1000,
    redriveCount,
    input,
    error: error ?? null,
    cause: cause ?? null,
    verdict: verdict ?? null,
    steps: steps.map(stepReport),
    runId: facts?.runId ?? null,
    endpointName: output?.EndpointName ?? null,
    modelDataUrl: output?.ModelDataUrl ?? null,
    reportUri: isEvaluated && facts !== undefined ? `s3://${bucketName}/evaluation/${facts.runId}/report.html` : null,
    consoleUrl: consoleUrl ?? null,
  };
}

function stepReport(step: ExecutionStep): StepReport {
  const { stateName, stateType, status, enteredDate, exitedDate, durationMillis, attempts, error, cause, job } = step;
  return {
    stateName,
    stateType,
    status,
    enteredDate,
    exitedDate: exitedDate ?? null,
    seconds: durationMillis === undefined ? null : durationMillis / 1000,
    attempts,
    error: error ?? null,
    cause: cause ?? null,
    job: job ?? null,
  };
}
