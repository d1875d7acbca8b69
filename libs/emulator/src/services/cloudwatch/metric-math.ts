import { notServed } from '../../core/aws-error.ts';
import { invalidParameterValue } from './errors.ts';
import { type Operator, parseExpression, type Term } from './metric-math-parser.ts';

/** Values by time. */
export interface Series {
  readonly label: string;
  /** Values by milliseconds since the epoch. */
  readonly values: ReadonlyMap<number, number>;
}

/** Values outside of an expression. */
export interface MathPorts {
  /** The time series of another query. @throws AwsError where there is none of that id */
  readonly variable: (id: string) => readonly Series[];
  /** Value of `METRICS()`. */
  readonly metrics: () => readonly Series[];
  /** The period of a query, in seconds. */
  readonly period: (id: string) => number;
  /** The times that a constant stands at. */
  readonly times: () => readonly number[];
}

type Value = number | readonly Series[];

/**
 * Works out a metric math expression.
 *
 * @throws AwsError `InvalidParameterValue` for a text that is not an expression, `NotImplemented` for functions that are not served
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function evaluateExpression(text: string, ports: MathPorts): readonly Series[] {
  const value = evaluate(parseExpression(text), ports);
  if (typeof value !== 'number') return value;
  // A result that is not a number, e.g. of a division by zero, has no data points.
  return [{ label: text, values: new Map(Number.isFinite(value) ? ports.times().map((time) => [time, value]) : []) }];
}

function evaluate(term: Term, ports: MathPorts): Value {
  switch (term.kind) {
    case 'number':
      return term.value;
    case 'name':
      return ports.variable(term.name);
    case 'text':
      throw invalidParameterValue(`Error in expression: a text stands where none is taken: ${term.text}`);
    case 'list':
      return term.items.flatMap((item) => {
        const value = evaluate(item, ports);
        return typeof value === 'number' ? [] : [...value];
      });
    case 'call':
      return call(term.name.toUpperCase(), term.items, ports);
    case 'operation':
      return combine(evaluate(term.left, ports), evaluate(term.right, ports), OPERATORS[term.operator]);
  }
}

type Binary = (left: number, right: number) => number | undefined;

const truth = (holds: boolean): number => (holds ? 1 : 0);
const OPERATORS: Readonly<Record<Operator, Binary>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => (right === 0 ? undefined : left / right),
  '^': (left, right) => left ** right,
  '>': (left, right) => truth(left > right),
  '<': (left, right) => truth(left < right),
  '>=': (left, right) => truth(left >= right),
  '<=': (left, right) => truth(left <= right),
  '==': (left, right) => truth(left === right),
  '!=': (left, right) => truth(left !== right),
  '&&': (left, right) => truth(left !== 0 && right !== 0),
  '||': (left, right) => truth(left !== 0 || right !== 0),
};

/** Combines two values. Of two series, only times that both have count. */
function combine(left: Value, right: Value, operator: Binary): Value {
  if (typeof left === 'number' && typeof right === 'number') return operator(left, right) ?? Number.NaN;
  if (typeof left === 'number') return (right as readonly Series[]).map((each) => mapped(each, (value) => operator(left, value)));
  if (typeof right === 'number') return left.map((each) => mapped(each, (value) => operator(value, right)));
  if (left.length !== right.length && left.length !== 1 && right.length !== 1)
    throw invalidParameterValue(
      `Error in expression: arrays of ${left.length} and ${right.length} time series cannot be combined`,
    );
  const pairs =
    left.length === 1
      ? right.map((each) => [left[0] as Series, each] as const)
      : right.length === 1
        ? left.map((each) => [each, right[0] as Series] as const)
        : left.map((each, index) => [each, right[index] as Series] as const);
  return pairs.map(([one, other]) =>
    mapped(one, (value, time) => {
      const second = other.values.get(time);
      return second === undefined ? undefined : operator(value, second);
    }),
  );
}

function mapped(series: Series, change: (value: number, time: number) => number | undefined): Series {
  const values = new Map<number, number>();
  for (const [time, value] of series.values) {
    const changed = change(value, time);
    if (changed !== undefined && Number.isFinite(changed)) values.set(time, changed);
  }
  return { label: series.label, values };
}

const ONE_BY_ONE: Readonly<Record<string, (value: number) => number>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
  LOG: Math.log,
  LOG10: Math.log10,
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const GATHERING: Readonly<Record<string, (values: readonly number[]) => number>> = {
  AVG: mean,
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  STDDEV: (values) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2))),
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
};

/** AWS's functions that are not served here. */
const NOT_SERVED = new Set(
  'ANOMALY_DETECTION_BAND DB_PERF_INSIGHTS INSIGHT_RULE_METRIC LAMBDA SEARCH SERVICE_QUOTA SLICE SORT REMOVE_EMPTY TIME_SERIES FIRST LAST METRIC_COUNT MINUTE HOUR DAY DATE MONTH YEAR EPOCH'.split(
    ' ',
  ),
);

function call(name: string, items: readonly Term[], ports: MathPorts): Value {
  const item = (index: number): Term => {
    const found = items[index];
    if (found === undefined)
      throw invalidParameterValue(`Error in expression: ${name} takes more than ${items.length} arguments`);
    return found;
  };
  const first = (): Value => evaluate(item(0), ports);
  const one = ONE_BY_ONE[name];
  if (one !== undefined) {
    const value = first();
    return typeof value === 'number' ? one(value) : value.map((each) => mapped(each, one));
  }
  const gather = GATHERING[name];
  if (gather !== undefined) return gathered(name, first(), gather);
  switch (name) {
    case 'METRICS':
      return items.length === 0 ? ports.metrics() : ports.metrics().filter(({ label }) => label.includes(textOf(item(0))));
    case 'PERIOD':
      return ports.period(nameOf(item(0)));
    case 'IF':
      return chosen(first(), evaluate(item(1), ports), items.length > 2 ? evaluate(item(2), ports) : []);
    case 'FILL':
      return filled(first(), item(1), ports);
    case 'ROUND': {
      const digits = items.length > 1 ? 10 ** Number(evaluate(item(1), ports)) : 1;
      const round = (value: number): number => Math.round(value * digits) / digits;
      const value = first();
      return typeof value === 'number' ? round(value) : value.map((each) => mapped(each, round));
    }
    case 'DIFF':
    case 'RATE':
    case 'RUNNING_SUM':
      return running(name, first());
    case 'DIFF_TIME':
      return running(name, first());
    default:
      if (NOT_SERVED.has(name)) throw notServed(`CloudWatch metric math's ${name}`);
      throw invalidParameterValue(`Error in expression: unknown function ${name}`);
  }
}

/** Aggregates one series to a number over its time, or several series to one of their values at each time. */
function gathered(name: string, value: Value, gather: (values: readonly number[]) => number): Value {
  if (typeof value === 'number') return value;
  const [only] = value;
  if (value.length === 1 && only !== undefined) return only.values.size === 0 ? [only] : gather([...only.values.values()]);
  const times = [...new Set(value.flatMap(({ values }) => [...values.keys()]))].sort((left, right) => left - right);
  const values = times.map((time) => [time, gather(value.flatMap((each) => each.values.get(time) ?? []))] as const);
  return [{ label: name, values: new Map(values) }];
}

function chosen(condition: Value, whenTrue: Value, whenFalse: Value): Value {
  if (typeof condition === 'number') return condition === 0 ? whenFalse : whenTrue;
  const at = (value: Value, index: number, time: number): number | undefined =>
    typeof value === 'number' ? value : (value[index] ?? value[0])?.values.get(time);
  return condition.map((each, index) => mapped(each, (holds, time) => at(holds === 0 ? whenFalse : whenTrue, index, time)));
}

function filled(value: Value, by: Term, ports: MathPorts): Value {
  if (typeof value === 'number') return value;
  const times = ports.times();
  const how = by.kind === 'name' ? by.name.toUpperCase() : undefined;
  const filler = how === 'REPEAT' || how === 'LINEAR' ? undefined : evaluate(by, ports);
  if (how === 'LINEAR') throw notServed("CloudWatch metric math's FILL with LINEAR");
  return value.map(({ label, values }) => {
    const all = new Map<number, number>();
    let last: number | undefined;
    for (const time of times) {
      const own =
        values.get(time) ?? (filler === undefined ? last : typeof filler === 'number' ? filler : filler[0]?.values.get(time));
      last = own;
      if (own !== undefined) all.set(time, own);
    }
    return { label, values: all };
  });
}

function running(name: string, value: Value): Value {
  if (typeof value === 'number') return 0;
  return value.map(({ label, values }) => {
    const result = new Map<number, number>();
    let sum = 0;
    let before: readonly [number, number] | undefined;
    for (const [time, each] of [...values].sort(([left], [right]) => left - right)) {
      sum += each;
      if (name === 'RUNNING_SUM') result.set(time, sum);
      else if (before !== undefined) {
        const seconds = (time - before[0]) / 1000;
        result.set(time, name === 'DIFF_TIME' ? seconds : name === 'DIFF' ? each - before[1] : (each - before[1]) / seconds);
      }
      before = [time, each];
    }
    return { label, values: result };
  });
}

function textOf(term: Term): string {
  if (term.kind !== 'text') throw invalidParameterValue('Error in expression: METRICS takes a text');
  return term.text;
}

function nameOf(term: Term): string {
  if (term.kind !== 'name') throw invalidParameterValue('Error in expression: PERIOD takes the id of a metric');
  return term.name;
}
