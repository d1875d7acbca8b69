import type { MapRunDescription } from '@stepmaker/asl-interpreter';
import type { Collection, Store } from '../../core/store.ts';
import { requireMapRunArn } from './arn.ts';
import { resourceNotFound } from './refusals.ts';

/** A Map Run as the store keeps it. */
export interface MapRun {
  readonly arn: string;
  /** Row of the execution that it belongs to. */
  readonly execution: number;
  readonly executionArn: string;
  /** `…:stateMachine:machine/label` */
  readonly machineArn: string;
  /** The engine's name of it. */
  readonly mapRunId: string;
  /** Epoch milliseconds. */
  readonly startDate: number;
  /** Last state from the engine; up to date once the run has ended. */
  readonly description: MapRunDescription;
  readonly redriveCount: number;
  /** Epoch milliseconds. */
  readonly redriveDate?: number;
}

/** Map Runs: the runs of Distributed Map states. */
export class MapRunStore {
  readonly runs: Collection<MapRun>;
  /** Keys by execution, so that those of one are found: `<execution ARN> <start> <ARN>`. */
  readonly #byExecution: Collection<string>;

  constructor(store: Store) {
    this.runs = store.collection<MapRun>('stepfunctions.map-run');
    this.#byExecution = store.collection<string>('stepfunctions.map-run-of-execution');
  }

  /** The Map Run with this ARN. @throws AwsError `InvalidArn`, `ResourceNotFound` */
  require(arn: string): MapRun {
    requireMapRunArn(arn);
    const run = this.runs.get(arn);
    if (run === undefined) throw resourceNotFound(arn);
    return run;
  }

  put(run: MapRun): void {
    this.runs.put(run.arn, run);
    this.#byExecution.put(indexKey(run), run.arn);
  }

  /** Newest first. */
  ofExecution(executionArn: string): MapRun[] {
    return this.#byExecution
      .list({ prefix: `${executionArn} ` })
      .reverse()
      .flatMap(({ value }) => this.runs.get(value) ?? []);
  }

  removeOf(executionArn: string): void {
    for (const run of this.ofExecution(executionArn)) {
      this.runs.delete(run.arn);
      this.#byExecution.delete(indexKey(run));
    }
  }
}

function indexKey({ executionArn, startDate, arn }: MapRun): string {
  return `${executionArn} ${String(startDate).padStart(15, '0')} ${arn}`;
}
