import type { ContainerRoot } from '../container/container-root.ts';

/** Options of every kind of run. */
export interface RunOptions {
  /**
   * Where the files of this run lie: `ml` is `/opt/ml`, `run/log` the log. Must be new or empty. You remove it.
   * @default - a new directory below the system's directory for temporary files
   */
  readonly directory?: string;
  /** The Python that stands in for that of the image: a path, or a name on the `PATH`. @default - see {@link findPython} */
  readonly python?: string;
  /** Variables of the container. Nothing is inherited from your process. @default {} */
  readonly environment?: Readonly<Record<string, string>>;
  /** Stops the run: SIGTERM, then SIGKILL after `stopGraceMillis`. @default - the run is not stopped */
  readonly signal?: AbortSignal;
  /** Milliseconds from SIGTERM to SIGKILL. @default 120000, as in SageMaker */
  readonly stopGraceMillis?: number;
  /** Receives each line of the log when it is written. @default - lines are only in the result */
  readonly onLine?: (line: string) => void;
  /**
   * Where the container finds `/opt/ml`. `namespace`: a real `/opt/ml` in a mount namespace, on Linux. `base-dir`: paths in arguments and
   * environment are rewritten, and `SAGEMAKER_BASE_DIR` names the directory.
   * @default - `namespace` where the system allows it
   */
  readonly containerRoot?: ContainerRoot;
}

/** Result of every kind of job. */
export interface JobResult {
  /** Status in SageMaker's words. `Stopped`: ended by the signal. */
  readonly status: 'Completed' | 'Failed' | 'Stopped';
  /** Absent where the container was not started or was stopped. 128 and more means a signal, as shells count. */
  readonly exitCode?: number;
  /** SageMaker's `FailureReason` of a failed job. */
  readonly failureReason?: string;
  /** The lines of the log, standard output and standard error in one. */
  readonly log: readonly string[];
  /** The directory of the run; its `ml` is what the container saw as `/opt/ml`. */
  readonly directory: string;
}
