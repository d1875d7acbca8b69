import type { Verdict } from '@stepmaker/pipeline-sdk';

/** The result of a run, as `--json` prints it. */
export interface RunResult {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** The quality gate's decision; null when the run ended before it. */
  readonly decision: 'APPROVED' | 'REJECTED' | null;
  /** The quality gate's reasons. */
  readonly reasons: readonly string[];
  readonly threshold: number | null;
  /** Metrics on data that the training never saw; of rejected models too. */
  readonly metrics: Verdict['Metrics'] | null;
  readonly executionArn: string | null;
  /** The last part of the run's prefixes in the bucket; null when the input was refused. */
  readonly runId: string | null;
  /** The endpoint that serves the model; null when it was not deployed. */
  readonly endpointName: string | null;
  /** The base URL for `AWS_ENDPOINT_URL`; null on AWS. */
  readonly endpointUrl: string | null;
  /** Answer of the endpoint to the first request. */
  readonly prediction: number | null;
  /** Path of the HTML report on this machine. */
  readonly report: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  /** Seconds by state, and in all. A state that was entered more than once counts every time. */
  readonly timings: Readonly<Record<string, number>>;
}

/** A run that failed before it had an execution. */
export function failedBeforeStart(error: string, cause: string): RunResult {
  return {
    status: 'FAILED',
    decision: null,
    reasons: [],
    threshold: null,
    metrics: null,
    executionArn: null,
    runId: null,
    endpointName: null,
    endpointUrl: null,
    prediction: null,
    report: null,
    error,
    cause,
    timings: { total: 0 },
  };
}

/** 0 deployed, 2 rejected by the quality gate, 1 any other failure. */
export function exitCodeOf({ status, error }: RunResult): 0 | 1 | 2 {
  if (status === 'SUCCEEDED') return 0;
  return error === 'QualityGateFailed' ? 2 : 1;
}
