import { BlockList, isIP } from 'node:net';

/** Whether an event matches a pattern. */
export type EventTest = (event: unknown) => boolean;

/** An invalid pattern. */
export class EventPatternError extends Error {
  override readonly name = 'EventPatternError';
}

/**
 * Compiles a pattern as EventBridge and SNS have them: an object of the fields that must match, each with a list of what it may be.
 *
 * @throws EventPatternError
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compilePattern(pattern: unknown): EventTest {
  if (!isRecord(pattern)) throw new EventPatternError('Filter is not an object');
  if (Object.keys(pattern).length === 0) throw new EventPatternError('Empty patterns are not allowed');
  return compileFields(pattern);
}

function compileFields(pattern: Record<string, unknown>): EventTest {
  const tests = Object.entries(pattern).map(([name, wanted]) => compileField(name, wanted));
  return (event) => tests.every((test) => test(event));
}

function compileField(name: string, wanted: unknown): EventTest {
  if (name === '$or' && Array.isArray(wanted)) {
    if (wanted.length < 2) throw new EventPatternError('$or must have at least two alternatives');
    const alternatives = wanted.map((each) => compilePattern(each));
    return (event) => alternatives.some((test) => test(event));
  }
  if (isRecord(wanted)) {
    if (Object.keys(wanted).length === 0) throw new EventPatternError(`"${name}" must not be an empty object`);
    const inner = compileFields(wanted);
    // In a list of objects, one that matches is enough.
    return (event) => {
      const values = valuesOf(event, name);
      return values.length === 0 ? inner(undefined) : values.some(inner);
    };
  }
  if (!Array.isArray(wanted)) throw new EventPatternError(`"${name}" must be an object or an array`);
  if (wanted.length === 0) throw new EventPatternError(`Empty arrays are not allowed ("${name}")`);
  const matchers = wanted.map((each) => compileMatcher(each));
  return (event) => {
    const values = valuesOf(event, name);
    return matchers.some((matches) => matches(values));
  };
}

/** Tests all values that a field has: none where it is not there. */
type Matcher = (values: readonly unknown[]) => boolean;

function some(test: (value: unknown) => boolean): Matcher {
  return (values) => values.some(test);
}

function compileMatcher(wanted: unknown): Matcher {
  if (!isRecord(wanted)) {
    if (Array.isArray(wanted)) throw new EventPatternError('Nested arrays are not allowed');
    return some((value) => value === wanted);
  }
  const [[operator, argument] = [], ...others] = Object.entries(wanted);
  if (operator === undefined || others.length > 0) throw new EventPatternError('Only one key allowed in match expression');
  if (operator === 'exists') {
    if (typeof argument !== 'boolean') throw new EventPatternError('exists match pattern must be either true or false.');
    return (values) => values.length > 0 === argument;
  }
  if (operator === 'anything-but') {
    const excluded = excludedBy(argument);
    return some((value) => !excluded(value));
  }
  return some(compileTest(operator, argument));
}

function compileTest(operator: string, argument: unknown): (value: unknown) => boolean {
  switch (operator) {
    case 'numeric':
      return numericTest(argument);
    case 'prefix':
    case 'suffix': {
      const ignoresCase = isRecord(argument) && typeof argument['equals-ignore-case'] === 'string';
      const text = ignoresCase ? String(argument['equals-ignore-case']).toLowerCase() : argument;
      if (typeof text !== 'string') throw new EventPatternError(`${operator} match pattern must be a string`);
      return (value) => {
        if (typeof value !== 'string') return false;
        const given = ignoresCase ? value.toLowerCase() : value;
        return operator === 'prefix' ? given.startsWith(text) : given.endsWith(text);
      };
    }
    case 'equals-ignore-case': {
      if (typeof argument !== 'string') throw new EventPatternError('equals-ignore-case match pattern must be a string');
      return (value) => typeof value === 'string' && value.toLowerCase() === argument.toLowerCase();
    }
    case 'wildcard': {
      if (typeof argument !== 'string') throw new EventPatternError('wildcard match pattern must be a string');
      const expression = wildcardExpression(argument);
      return (value) => typeof value === 'string' && expression.test(value);
    }
    case 'cidr':
      return cidrTest(argument);
    default:
      throw new EventPatternError(`Unrecognized match type ${operator}`);
  }
}

/** Values that `anything-but` excludes. */
function excludedBy(argument: unknown): (value: unknown) => boolean {
  if (isRecord(argument)) {
    const [[operator, inner] = []] = Object.entries(argument);
    if (operator === undefined || !['prefix', 'suffix', 'wildcard', 'equals-ignore-case'].includes(operator))
      throw new EventPatternError(`Unsupported anything-but pattern: ${String(operator)}`);
    const tests = [inner].flat().map((each) => compileTest(operator, each));
    return (value) => tests.some((test) => test(value));
  }
  const excluded = [argument].flat();
  if (excluded.length === 0 || excluded.some((each) => typeof each !== 'string' && typeof each !== 'number'))
    throw new EventPatternError('Value of anything-but must be an array or single string/number value.');
  return (value) => excluded.includes(value);
}

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

function numericTest(argument: unknown): (value: unknown) => boolean {
  if (!Array.isArray(argument) || argument.length === 0 || argument.length % 2 === 1 || argument.length > 4)
    throw new EventPatternError('Value of numeric must be an array of operators and numbers.');
  const tests = Array.from({ length: argument.length / 2 }, (_, index) => {
    const compare = COMPARISONS[String(argument[index * 2])];
    const limit: unknown = argument[index * 2 + 1];
    if (compare === undefined) throw new EventPatternError(`Unrecognized numeric range operator: ${String(argument[index * 2])}`);
    if (typeof limit !== 'number') throw new EventPatternError(`Value of ${String(argument[index * 2])} must be numeric`);
    return (value: number) => compare(value, limit);
  });
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function cidrTest(argument: unknown): (value: unknown) => boolean {
  const [address = '', bits = ''] = String(argument).split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const block = new BlockList();
  try {
    block.addSubnet(address, Number(bits), family);
  } catch {
    throw new EventPatternError(`Malformed CIDR, one '/' required: ${String(argument)}`);
  }
  return (value) => typeof value === 'string' && isIP(value) !== 0 && block.check(value, isIP(value) === 6 ? 'ipv6' : 'ipv4');
}

/** `*` stands for anything; `\\*` for itself. */
function wildcardExpression(pattern: string): RegExp {
  if (pattern.includes('**')) throw new EventPatternError(`Consecutive wildcard characters at pos ${pattern.indexOf('**')}`);
  const parts = pattern.split(/(\\[*\\]|\*)/u).map((part) => {
    if (part === '*') return '[\\s\\S]*';
    const text = part.length === 2 && part.startsWith('\\') ? part.slice(1) : part;
    return text.replaceAll(/[.*+?^${}()|[\]\\/-]/gu, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`);
}

/** The values of a field: those of a list one by one; of a list of objects, those of all of them. */
function valuesOf(event: unknown, name: string): unknown[] {
  if (Array.isArray(event)) return event.flatMap((each) => valuesOf(each, name));
  if (!isRecord(event) || !(name in event)) return [];
  const value = event[name];
  return Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
