import type { MetricDataQuery, PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Given } from '../../core/given.ts';
import type { Collection, Store } from '../../core/store.ts';

/** State of an alarm. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** An alarm as it is kept: by region and name. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly type: 'MetricAlarm' | 'CompositeAlarm';
  /** The input of PutMetricAlarm or PutCompositeAlarm, without tags. */
  readonly configuration: AlarmConfiguration;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch, as all times here. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly state: AlarmState;
  readonly stateReason: string;
  /** JSON. */
  readonly stateReasonData?: string;
  readonly stateUpdatedAt: number;
  readonly stateTransitionedAt: number;
}

/** Settings of both kinds of alarms. */
export type AlarmConfiguration = Readonly<
  Omit<Given<PutMetricAlarmInput, 'AlarmName'>, 'Tags'> &
    Partial<Omit<PutCompositeAlarmInput, 'Tags' | keyof PutMetricAlarmInput>>
>;

/** Checked settings of a metric alarm. */
export type MetricAlarmConfiguration = Given<AlarmConfiguration, 'ComparisonOperator' | 'EvaluationPeriods' | 'Threshold'>;

/** Entry of an alarm's history. */
export interface AlarmHistoryEntry {
  readonly alarmName: string;
  readonly alarmType: Alarm['type'];
  readonly region: string;
  readonly timestamp: number;
  readonly kind: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

/** Retention of an alarm's history in milliseconds: 30 days. */
const HISTORY_MILLIS = 30 * 86_400_000;

/** The alarms of all regions, and what happened to them. */
export class AlarmStore {
  readonly #alarms: Collection<Alarm>;
  readonly #history: Collection<AlarmHistoryEntry>;
  #last = 0;

  constructor(store: Store) {
    this.#alarms = store.collection('cloudwatch.alarm');
    this.#history = store.collection('cloudwatch.alarm-history');
  }

  find(region: string, name: string): Alarm | undefined {
    return this.#alarms.get(`${region}:${name}`);
  }

  put(alarm: Alarm): void {
    this.#alarms.put(`${alarm.region}:${alarm.name}`, alarm);
  }

  delete({ region, name }: Alarm): void {
    this.#alarms.delete(`${region}:${name}`);
  }

  /** Enables or disables the actions of alarms. Unknown names are ignored. */
  setActionsEnabled(region: string, names: readonly string[], enabled: boolean): void {
    for (const name of names) {
      const alarm = this.find(region, name);
      if (alarm !== undefined) this.put({ ...alarm, configuration: { ...alarm.configuration, ActionsEnabled: enabled } });
    }
  }

  list(region = '', prefix = ''): Alarm[] {
    return this.#alarms.list({ prefix: region === '' ? '' : `${region}:${prefix}` }).map(({ value }) => value);
  }

  addHistory(entry: AlarmHistoryEntry): void {
    // Entries of one moment stay in the order in which they came.
    this.#last = Math.max(this.#last + 1, entry.timestamp * 1000);
    this.#history.put(`${entry.region}:${String(this.#last).padStart(18, '0')}`, entry);
  }

  /** The history of a region's alarms, the oldest entry first, each with an id. Entries older than 30 days are deleted. */
  history(region: string, now: number): (AlarmHistoryEntry & { readonly id: string })[] {
    const entries = this.#history.list({ prefix: `${region}:` });
    for (const { key, value } of entries) if (value.timestamp < now - HISTORY_MILLIS) this.#history.delete(key);
    return entries.map(({ key, value }) => ({ ...value, id: key })).filter(({ timestamp }) => timestamp >= now - HISTORY_MILLIS);
  }
}

/** The metric queries of an alarm: one of them is what it watches. */
export function queriesOf({ configuration }: Alarm): readonly MetricDataQuery[] {
  const { Metrics, MetricName, Namespace, Dimensions, Period = 60, Statistic, ExtendedStatistic, Unit } = configuration;
  if (Metrics !== undefined) return Metrics;
  const Metric = { Namespace, MetricName, Dimensions };
  return [{ Id: 'metric', MetricStat: { Metric, Period, Stat: Statistic ?? ExtendedStatistic, Unit } }];
}

/** The length of an alarm's periods, in seconds. */
export function periodOf(alarm: Alarm): number {
  const { Period, Metrics = [] } = alarm.configuration;
  const periods = Metrics.flatMap((query) => query.MetricStat?.Period ?? query.Period ?? []);
  return Period ?? (periods.length === 0 ? 60 : Math.max(...periods));
}

/** All actions of an alarm. */
export function actionsOf({ AlarmActions = [], OKActions = [], InsufficientDataActions = [] }: AlarmConfiguration): string[] {
  return [...AlarmActions, ...OKActions, ...InsufficientDataActions];
}
