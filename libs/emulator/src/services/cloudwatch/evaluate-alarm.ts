import type { AlarmState } from './alarm-store.ts';

/** A period as an alarm sees it. */
export interface AlarmPeriod {
  /** Milliseconds since the epoch. */
  readonly start: number;
  /** Undefined where no data came. */
  readonly value: number | undefined;
}

/** Settings that turn periods into a state. */
export interface AlarmRule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly treatMissingData: string;
}

/** Result of an evaluation. */
export interface AlarmFinding {
  readonly state: AlarmState;
  readonly reason: string;
  /** The periods that counted, the newest first. */
  readonly evaluated: readonly AlarmPeriod[];
}

/** Periods beyond the alarm's own that CloudWatch looks at where some have no data. */
export const FURTHER_PERIODS = 2;

/**
 * Decides an alarm's state from its periods: the most recent data where there is enough of it, and what the alarm says of missing data
 * otherwise.
 *
 * @param periods the evaluation range, the oldest first
 * @returns undefined where the state stays as it is
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluateAlarm(periods: readonly AlarmPeriod[], rule: AlarmRule): AlarmFinding | undefined {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = rule;
  const real = periods.filter(({ value }) => value !== undefined).toReversed();
  const evaluated = real.slice(0, evaluationPeriods);
  const breaching = evaluated.filter(({ value }) => breaches(value as number, rule));
  const missing = evaluationPeriods - evaluated.length;
  const found = (state: AlarmState): AlarmFinding => ({
    state,
    reason: reasonOf(state, evaluated, breaching, missing, rule),
    evaluated,
  });
  if (missing <= 0 || breaching.length >= datapointsToAlarm) return found(breaching.length >= datapointsToAlarm ? 'ALARM' : 'OK');
  const isOneSided = breaching.length === evaluated.length;
  switch (treatMissingData) {
    case 'breaching':
      return found(breaching.length + missing >= datapointsToAlarm ? 'ALARM' : 'OK');
    case 'notBreaching':
      return found('OK');
    case 'ignore':
      return isOneSided ? undefined : found('OK');
    default: {
      if (evaluated.length === 0) return found('INSUFFICIENT_DATA');
      // One bad period with nothing but silence after it is enough once it is old enough.
      const oldest = evaluated.at(-1) as AlarmPeriod;
      const age = periods.length - periods.findIndex(({ start }) => start === oldest.start);
      return found(isOneSided && age >= datapointsToAlarm ? 'ALARM' : 'OK');
    }
  }
}

/** True where the value is on the wrong side of the threshold. */
export function breaches(value: number, { comparison, threshold }: Pick<AlarmRule, 'comparison' | 'threshold'>): boolean {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
}

const COMPARISONS = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
} as const;

/** Comparisons of a value with a threshold. */
export type Comparison = keyof typeof COMPARISONS;

function reasonOf(
  state: AlarmState,
  evaluated: readonly AlarmPeriod[],
  breaching: readonly AlarmPeriod[],
  missing: number,
  { evaluationPeriods, datapointsToAlarm, comparison, threshold, treatMissingData }: AlarmRule,
): string {
  if (state === 'INSUFFICIENT_DATA')
    return `Insufficient Data: ${missing} ${missing === 1 ? 'datapoint was' : 'datapoints were'} unknown.`;
  if (evaluated.length === 0) {
    const treated = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
    const [periods, points] = missing === 1 ? ['period', 'datapoint was'] : ['periods', 'datapoints were'];
    return `Threshold Crossed: no datapoints were received for ${missing} ${periods} and ${missing} missing ${points} treated as [${treated}].`;
  }
  const relevant = state === 'ALARM' && breaching.length > 0 ? breaching : evaluated.filter((each) => !breaching.includes(each));
  const shown = relevant.length > 0 ? relevant : evaluated;
  const values = shown.map(({ value, start }) => `${decimal(value as number)} (${shortDate(start)})`).join(', ');
  const isMany = shown.length !== 1;
  const count =
    evaluationPeriods === 1 ? `${shown.length} datapoint` : `${shown.length} out of the last ${evaluationPeriods} datapoints`;
  const negation = state === 'ALARM' && breaching.length > 0 ? '' : 'not ';
  const limit =
    evaluationPeriods === 1
      ? ''
      : ` (minimum ${state === 'ALARM' ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1} datapoint${
          (state === 'ALARM' ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1) === 1 ? '' : 's'
        } for ${state === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK'} transition)`;
  return `Threshold Crossed: ${count} [${values}] ${isMany ? 'were' : 'was'} ${negation}${COMPARISONS[comparison]} the threshold (${decimal(threshold)})${limit}.`;
}

/** `1` as `1.0`. */
export function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `25/11/26 19:05:00` */
function shortDate(millis: number): string {
  const [date = '', time = ''] = new Date(millis).toISOString().split('T');
  const [year = '', month, day] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
