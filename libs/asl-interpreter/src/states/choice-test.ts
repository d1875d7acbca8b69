import type { Environment } from '../environment.ts';
import type { Json } from '../json.ts';
import type { Path } from '../json-path/path.ts';
import { resolvePath } from '../json-path/resolve-path.ts';
import type { ChoiceTest } from '../program/state-node.ts';
import { runtimeFailure } from '../state-failure.ts';
import { parseTimestamp } from '../time/timestamp.ts';

/** Whether an input meets a test of a JSONPath Choice rule. @throws StateFailure for a path that names nothing */
export function meetsTest(test: ChoiceTest, input: Json, environment: Environment): boolean {
  switch (test.kind) {
    case 'and':
      return test.tests.every((inner) => meetsTest(inner, input, environment));
    case 'or':
      return test.tests.some((inner) => meetsTest(inner, input, environment));
    case 'not':
      return !meetsTest(test.test, input, environment);
    case 'compare': {
      if (test.operator === 'IsPresent') {
        const present = resolvePath(test.variable, input, environment) !== undefined;
        return present === (test.operand as { readonly value: Json }).value;
      }
      const value = valueAt(test.variable, input, environment);
      const operand = 'value' in test.operand ? test.operand.value : valueAt(test.operand.path, input, environment);
      return compare(test.operator, value, operand);
    }
  }
}

function valueAt(path: Path, input: Json, environment: Environment): Json {
  const value = resolvePath(path, input, environment);
  if (value === undefined)
    throw runtimeFailure(`Invalid path '${path.text}': The choice state's condition path references an invalid value.`);
  return value;
}

function compare(operator: string, value: Json, operand: Json): boolean {
  switch (operator) {
    case 'IsNull':
      return (value === null) === operand;
    case 'IsBoolean':
      return (typeof value === 'boolean') === operand;
    case 'IsNumeric':
      return (typeof value === 'number') === operand;
    case 'IsString':
      return (typeof value === 'string') === operand;
    case 'IsTimestamp':
      return (typeof value === 'string' && parseTimestamp(value) !== undefined) === operand;
    case 'BooleanEquals':
      return typeof value === 'boolean' && value === operand;
    case 'StringMatches':
      return typeof value === 'string' && typeof operand === 'string' && matchesPattern(value, operand);
    default:
      return compareOrdered(operator, value, operand);
  }
}

function compareOrdered(operator: string, value: Json, operand: Json): boolean {
  if (operator.startsWith('Numeric')) {
    return typeof value === 'number' && typeof operand === 'number' && holds(operator.slice('Numeric'.length), value, operand);
  }
  if (typeof value !== 'string' || typeof operand !== 'string') return false;
  if (operator.startsWith('String')) return holds(operator.slice('String'.length), value, operand);
  const [time, other] = [parseTimestamp(value), parseTimestamp(operand)];
  return time !== undefined && other !== undefined && holds(operator.slice('Timestamp'.length), time, other);
}

function holds<T extends number | string>(relation: string, value: T, operand: T): boolean {
  switch (relation) {
    case 'Equals':
      return value === operand;
    case 'LessThan':
      return value < operand;
    case 'LessThanEquals':
      return value <= operand;
    case 'GreaterThan':
      return value > operand;
    default:
      return value >= operand;
  }
}

/** `*` stands for any text; a backslash takes the next character as it is. Without backtracking: the pattern may come from outside. */
function matchesPattern(text: string, pattern: string): boolean {
  const pieces: string[] = [''];
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern.charAt(i);
    if (c === '*') pieces.push('');
    else {
      if (c === '\\' && i + 1 < pattern.length) i += 1;
      pieces[pieces.length - 1] += pattern.charAt(i);
    }
  }
  const first = pieces[0] as string;
  if (pieces.length === 1) return text === first;
  const last = pieces.at(-1) as string;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
