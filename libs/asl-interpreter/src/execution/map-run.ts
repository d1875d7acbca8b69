import type { ChildResult } from '../contract/command.ts';
import type { MapRunCounts, MapRunDescription } from '../contract/turn.ts';
import type { Json } from '../json.ts';

type ChildStatus = 'running' | 'succeeded' | 'failed' | 'timedOut' | 'aborted';

/** One child execution of a distributed Map. */
export interface Child {
  readonly childId: string;
  readonly name: string;
  readonly index: number;
  readonly input: Json;
  readonly itemCount: number;
  readonly startDate: number;
  status: ChildStatus;
  stopDate?: number;
  output?: Json;
  error?: string;
  cause?: string;
}

/** Limit at which a Map run fails: `undefined` where the state says nothing. */
export interface Tolerance {
  readonly count: number | undefined;
  readonly percentage: number | undefined;
}

/** The run of a distributed Map: which children there are, how many may run, how many may fail. */
export class MapRun {
  readonly mapRunId: string;
  readonly mapRunArn: string;
  readonly label: string;
  readonly startDate: number;
  /** Event of its start. */
  readonly startedEventId: number;
  /** Value of `$` in the ItemSelector. */
  readonly selectorInput: Json;
  /** Whether the items are the members of an object, each as `{ Key, Value }`. */
  readonly keyed: boolean;
  /** Source of the items, as in the context object. */
  source: string = 'STATE_DATA';
  maxConcurrency: number;
  tolerance: Tolerance;
  items: readonly Json[] = [];
  /** The next item that no child has yet. */
  next: number = 0;
  readonly children: Child[] = [];
  readonly running: Map<string, Child> = new Map();
  status: MapRunDescription['status'] = 'RUNNING';
  stopDate: number | undefined;
  resultsWritten: number = 0;
  #failedItems = 0;

  constructor(start: {
    readonly mapRunId: string;
    readonly mapRunArn: string;
    readonly label: string;
    readonly startDate: number;
    readonly startedEventId: number;
    readonly selectorInput: Json;
    readonly keyed: boolean;
    readonly maxConcurrency: number;
    readonly tolerance: Tolerance;
  }) {
    this.mapRunId = start.mapRunId;
    this.mapRunArn = start.mapRunArn;
    this.label = start.label;
    this.startDate = start.startDate;
    this.startedEventId = start.startedEventId;
    this.selectorInput = start.selectorInput;
    this.keyed = start.keyed;
    this.maxConcurrency = start.maxConcurrency;
    this.tolerance = start.tolerance;
  }

  begin(child: Child): void {
    this.children.push(child);
    this.running.set(child.childId, child);
  }

  end(child: Child, status: Exclude<ChildStatus, 'running'>, now: number): void {
    child.status = status;
    child.stopDate = now;
    this.running.delete(child.childId);
    if (status !== 'succeeded') this.#failedItems += child.itemCount;
  }

  /** Takes the children up again that did not end well. */
  redrive(): readonly Child[] {
    this.status = 'RUNNING';
    this.stopDate = undefined;
    this.#failedItems = 0;
    const again = this.children.filter((child) => child.status !== 'succeeded');
    for (const child of again) {
      child.status = 'running';
      this.running.set(child.childId, child);
    }
    return again;
  }

  /** Whether more items have failed than the state tolerates. */
  get exceedsTolerance(): boolean {
    const { count, percentage } = this.tolerance;
    if (count === undefined && percentage === undefined) return this.#failedItems > 0;
    if (count !== undefined && this.#failedItems > count) return true;
    return percentage !== undefined && (this.#failedItems / this.items.length) * 100 > percentage;
  }

  /** Returns the end of each child once none runs. */
  results(): ChildResult[] {
    return this.children.map(({ childId, name, input, status, startDate, stopDate, output, error, cause }) => ({
      childId,
      name,
      input,
      status: status === 'timedOut' ? 'TIMED_OUT' : (status.toUpperCase() as ChildResult['status']),
      startDate,
      stopDate: stopDate as number,
      ...(output === undefined ? {} : { output }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    }));
  }

  describe(): MapRunDescription {
    return {
      mapRunId: this.mapRunId,
      mapRunArn: this.mapRunArn,
      status: this.status,
      startDate: this.startDate,
      ...(this.stopDate === undefined ? {} : { stopDate: this.stopDate }),
      maxConcurrency: this.maxConcurrency,
      toleratedFailureCount: this.tolerance.count ?? 0,
      toleratedFailurePercentage: this.tolerance.percentage ?? 0,
      itemCounts: this.#counts((child) => child.itemCount, this.items.length - this.next, this.items.length),
      executionCounts: this.#counts(() => 1, 0, this.children.length),
    };
  }

  #counts(weight: (child: Child) => number, pending: number, total: number): MapRunCounts {
    const counts = { running: 0, succeeded: 0, failed: 0, timedOut: 0, aborted: 0 };
    for (const child of this.children) counts[child.status] += weight(child);
    return { pending, total, resultsWritten: Math.min(this.resultsWritten, total), ...counts };
  }
}
