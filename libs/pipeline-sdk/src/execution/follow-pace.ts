import type { Pace } from '../core/cadence.ts';
import type { RequestAllowance } from '../core/request-budget.ts';

/** Pace of looks at a followed execution. */
export interface FollowPace {
  /** Looks at the history. */
  readonly history: Pace;
  /** Looks at each running job: at its log or its status. */
  readonly jobs: Pace;
  /** Requests of all looks together. */
  readonly allowance: RequestAllowance;
}

/** Options of a follower. */
export interface FollowPaceOptions {
  /** Milliseconds between two looks of any kind. @default - as {@link followPace} describes */
  readonly pollIntervalMillis?: number | undefined;
  /** Whether jobs are looked at beside the history. */
  readonly watchesJobs: boolean;
}

const LIMITS = { maxInterval: 10_000, quietPart: 1 / 20 } as const;

const JOBS: Pace = { soon: 1500, between: 1500, ...LIMITS };

// Both allow less than two requests per second, since what is saved up at the start comes on top.
const HISTORY: Omit<FollowPace, 'jobs'> = {
  history: { soon: 280, between: 675, ...LIMITS },
  allowance: { perSecond: 1.75, burst: 4 },
};
const HISTORY_AND_JOBS: Omit<FollowPace, 'jobs'> = {
  history: { soon: 280, between: 1200, ...LIMITS },
  allowance: { perSecond: 1.65, burst: 2.5 },
};

/**
 * The pace of a follower, on AWS and on the embedded AWS alike: while events come, it delivers them within 300 ms, and it makes two requests
 * per second at most on average.
 *
 * The two limits pull against each other: seeing any event within 300 ms takes 3.3 requests per second, and two requests per second let an
 * event wait up to 500 ms. An execution is quiet most of the time, though, and its events come in bursts when a state ends. Looks therefore
 * follow one another within 280 ms for half a second after each event, then every 675 ms, and every twentieth of the quiet time once that
 * is longer: the first event after a job may be 675 ms late, after a job of a minute three seconds. During a Wait state, which ends on a
 * whole second, there is one look a second. What is saved in quiet times is spent in bursts.
 *
 * Logs and statuses of jobs take their requests from the same allowance, and the rate comes first: the history is then looked at every 1.2
 * seconds while nothing happens, each job every 1.5 seconds, and the events of a burst may be a second late.
 *
 * GetExecutionHistory has a separate quota: by default 5 requests per second and account, after a burst of 20.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export function followPace({ pollIntervalMillis, watchesJobs }: FollowPaceOptions): FollowPace {
  const pace = watchesJobs ? HISTORY_AND_JOBS : HISTORY;
  if (pollIntervalMillis === undefined) return { ...pace, jobs: JOBS };
  const maxInterval = Math.max(pollIntervalMillis, LIMITS.maxInterval);
  const even = { ...LIMITS, soon: pollIntervalMillis, between: pollIntervalMillis, maxInterval };
  // Whoever asks for a short interval gets the requests that it takes.
  const perSecond = Math.max(pace.allowance.perSecond, (watchesJobs ? 2000 : 1000) / pollIntervalMillis);
  return { history: even, jobs: even, allowance: { ...pace.allowance, perSecond } };
}
