import type { Evaluation } from './read-evaluation.ts';

/** Requirements of a model. */
export interface Requirement {
  /** The metric that decides: `r2`, of which more is better. */
  readonly metric: string;
  /** Minimum value of the metric. */
  readonly threshold: number;
  /** The metric of the model to beat; null when there is none. */
  readonly champion: number | null;
}

/** A verdict with its reasons. */
export interface Verdict {
  readonly Decision: 'APPROVED' | 'REJECTED';
  readonly Metric: string;
  readonly Value: number;
  readonly Threshold: number;
  readonly Metrics: Evaluation;
  readonly ChampionValue: number | null;
  readonly Reasons: readonly string[];
}

/**
 * Judges a model by what its evaluation measured: it must reach the threshold, and must not be worse than the champion.
 *
 * @throws Error when the metric is none that was measured and of which more is better
 */
export function evaluateModel(metrics: Evaluation, { metric, threshold, champion }: Requirement): Verdict {
  if (metric !== 'r2') throw new Error(`A model is judged by the metric r2, not by ${metric}`);
  const value = metrics.r2;
  const reasons = [`${metric} ${value} ${value >= threshold ? 'reaches' : 'is below'} the threshold ${threshold}.`];
  if (champion !== null) reasons.push(`It is ${value >= champion ? 'at least' : 'below'} the champion's ${champion}.`);
  return {
    Decision: value >= threshold && (champion === null || value >= champion) ? 'APPROVED' : 'REJECTED',
    Metric: metric,
    Value: value,
    Threshold: threshold,
    Metrics: metrics,
    ChampionValue: champion,
    Reasons: reasons,
  };
}
