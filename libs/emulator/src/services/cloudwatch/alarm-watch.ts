import type { Timer } from '../../core/clock.ts';
import type { Runtime } from '../../core/runtime.ts';
import { carryOutActions, changeDetail, stamp } from './alarm-actions.ts';
import {
  type Alarm,
  type AlarmState,
  type AlarmStore,
  type MetricAlarmConfiguration,
  periodOf,
  queriesOf,
} from './alarm-store.ts';
import { parseCompositeRule } from './composite-rule.ts';
import { type AlarmPeriod, type Comparison, evaluateAlarm, FURTHER_PERIODS } from './evaluate-alarm.ts';
import { runQueries } from './metric-query.ts';
import { type Metric, type MetricStore, sortedDimensions } from './metric-store.ts';

const MINUTE = 60_000;
const TEN_SECONDS = 10_000;

/**
 * Watches alarms: each is evaluated at every full minute (with periods below a minute every ten seconds), over periods that end then.
 * One whose data can only make it worse, as a sum above a threshold, is evaluated as soon as data comes, earlier than by AWS.
 */
export class AlarmWatch {
  readonly #runtime: Runtime;
  readonly #alarms: AlarmStore;
  readonly #metrics: MetricStore;
  readonly #actions = new Set<Promise<void>>();
  #timer: Timer | undefined;
  #stopped = false;

  constructor(runtime: Runtime, alarms: AlarmStore, metrics: MetricStore) {
    this.#runtime = runtime;
    this.#alarms = alarms;
    this.#metrics = metrics;
  }

  /** Sets the clock for the next evaluation, where there is an alarm. */
  schedule(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#stopped) return;
    const all = this.#alarms.list();
    if (all.length === 0) return;
    const step = all.some((alarm) => alarm.type === 'MetricAlarm' && periodOf(alarm) < 60) ? TEN_SECONDS : MINUTE;
    const next = (Math.floor(this.#runtime.clock.now() / step) + 1) * step;
    this.#timer = this.#runtime.clock.setTimer(next, () => {
      this.evaluateAll(next);
      this.schedule();
    });
  }

  /** Evaluates all alarms at a moment. */
  evaluateAll(now: number): void {
    for (const alarm of this.#alarms.list()) {
      if (alarm.type === 'MetricAlarm' && (periodOf(alarm) < 60 || now % MINUTE === 0)) this.#evaluate(alarm, now);
    }
    this.#evaluateComposites();
  }

  /** Evaluates the alarms that may change their state from data that has just come. */
  dataCame(region: string, metrics: readonly Metric[]): void {
    const keys = new Set(metrics.map(keyOf));
    for (const alarm of this.#alarms.list(region)) {
      if (alarm.type !== 'MetricAlarm' || !onlyGetsWorse(alarm)) continue;
      const { Namespace = '', MetricName = '', Dimensions } = alarm.configuration;
      if (!keys.has(keyOf({ namespace: Namespace, name: MetricName, dimensions: sortedDimensions(Dimensions) }))) continue;
      const end = (Math.floor(this.#runtime.clock.now() / MINUTE) + 1) * MINUTE;
      this.#evaluate(alarm, end, 'ALARM');
    }
    this.#evaluateComposites();
  }

  /** Brings an alarm to a state, with its history, its event and its actions. */
  setState(alarm: Alarm, state: AlarmState, reason: string, reasonData?: string): void {
    const now = this.#runtime.clock.now();
    const { stateReasonData: _former, ...rest } = alarm;
    const changed = state !== alarm.state;
    const next: Alarm = {
      ...rest,
      state,
      stateReason: reason,
      ...(reasonData === undefined ? {} : { stateReasonData: reasonData }),
      stateUpdatedAt: now,
      stateTransitionedAt: changed ? now : alarm.stateTransitionedAt,
    };
    this.#alarms.put(next);
    if (!changed) return;
    const { name, type, region, arn } = alarm;
    this.#alarms.addHistory({
      alarmName: name,
      alarmType: type,
      region,
      timestamp: now,
      kind: 'StateUpdate',
      summary: `Alarm updated from ${alarm.state} to ${state}`,
      data: JSON.stringify({
        version: '1.0',
        oldState: { stateValue: alarm.state, stateReason: alarm.stateReason },
        newState: {
          stateValue: state,
          stateReason: reason,
          ...(reasonData === undefined ? {} : { stateReasonData: JSON.parse(reasonData) as unknown }),
        },
      }),
    });
    const { account, events } = this.#runtime;
    events.publish({
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      region,
      account,
      resources: [arn],
      time: now,
      detail: () => changeDetail(next, alarm),
    });
    const actions = carryOutActions(this.#runtime, this.#alarms, next, alarm);
    this.#actions.add(actions);
    void actions.finally(() => this.#actions.delete(actions));
  }

  /** Waits for what is being published; evaluates nothing any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await Promise.allSettled(this.#actions);
  }

  /** @param only the one state that may be set already */
  #evaluate(alarm: Alarm, end: number, only?: AlarmState): void {
    const { region } = alarm;
    const configuration = alarm.configuration as MetricAlarmConfiguration;
    const period = periodOf(alarm);
    const evaluationPeriods = configuration.EvaluationPeriods;
    const count = evaluationPeriods + FURTHER_PERIODS;
    const from = end - count * period * 1000;
    let values: ReadonlyMap<number, number>;
    try {
      const results = runQueries(this.#metrics, queriesOf(alarm), { region, from, to: end, origin: from });
      values = results.find(({ returned }) => returned)?.series[0]?.values ?? new Map();
    } catch (error) {
      this.#runtime.log('warn', `The alarm ${alarm.name} could not be evaluated: ${(error as Error).message}`);
      return;
    }
    const periods = Array.from({ length: count }, (_, index): AlarmPeriod => {
      const start = from + index * period * 1000;
      return { start, value: values.get(start) };
    });
    const threshold = configuration.Threshold;
    const finding = evaluateAlarm(periods, {
      evaluationPeriods,
      datapointsToAlarm: configuration.DatapointsToAlarm ?? evaluationPeriods,
      comparison: configuration.ComparisonOperator as Comparison,
      threshold,
      treatMissingData: configuration.TreatMissingData ?? 'missing',
    });
    if (finding === undefined || (only !== undefined && finding.state !== only) || finding.state === alarm.state) return;
    const reasonData = {
      version: '1.0',
      queryDate: stamp(this.#runtime.clock.now()),
      ...(finding.evaluated.length === 0 ? {} : { startDate: stamp(Math.min(...finding.evaluated.map(({ start }) => start))) }),
      ...(configuration.Statistic === undefined ? {} : { statistic: configuration.Statistic }),
      period,
      recentDatapoints: finding.evaluated.map(({ value }) => value).reverse(),
      threshold,
      evaluatedDatapoints: finding.evaluated.map(({ start, value }) => ({ timestamp: stamp(start), value })),
    };
    this.setState(alarm, finding.state, finding.reason, JSON.stringify(reasonData));
  }

  #evaluateComposites(): void {
    for (const alarm of this.#alarms.list()) {
      if (alarm.type !== 'CompositeAlarm') continue;
      const { holds, alarms } = parseCompositeRule(alarm.configuration.AlarmRule as string);
      const named = (name: string): Alarm | undefined =>
        this.#alarms.find(alarm.region, name.startsWith('arn:') ? name.slice(name.indexOf(':alarm:') + 7) : name);
      const state = holds((name) => named(name)?.state ?? 'INSUFFICIENT_DATA') ? 'ALARM' : 'OK';
      if (state === alarm.state) continue;
      const arns = alarms.map((name) => named(name)?.arn ?? name);
      const reason = `${arns.join(', ')} transitioned to ${state} at ${new Date(this.#runtime.clock.now()).toUTCString()}`;
      this.setState(alarm, state, reason);
    }
  }
}

/** True where more data of the same period cannot take a breach back. */
function onlyGetsWorse({ configuration }: Alarm): boolean {
  const { Statistic, ComparisonOperator = '', Metrics } = configuration;
  if (Metrics !== undefined) return false;
  const isAbove = ComparisonOperator.startsWith('GreaterThan');
  return isAbove ? Statistic === 'Sum' || Statistic === 'SampleCount' || Statistic === 'Maximum' : Statistic === 'Minimum';
}

function keyOf({ namespace, name, dimensions }: Metric): string {
  return `${namespace} ${name} ${dimensions.map(({ Name, Value }) => `${Name}=${Value}`).join(' ')}`;
}
