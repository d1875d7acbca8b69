import {
  type Filter,
  type FilterOperand,
  type FilterOperator,
  type FilterPath,
  finishPath,
  InvalidPathError,
  type PathToken,
} from './path.ts';
import type { Scanner } from './scanner.ts';

const OPERATORS: readonly FilterOperator[] = ['==', '!=', '<=', '>=', '=~', '<', '>', 'nin', 'in', 'contains', 'size', 'empty'];

/** Reads the steps of a path inside a filter. */
type ParseSteps = (scanner: Scanner) => PathToken[];

/** Reads the condition of a `[?…]` step; the scanner stands behind the question mark. */
export function parseFilter(scanner: Scanner, parseSteps: ParseSteps): Filter {
  scanner.skipSpaces();
  scanner.expect('(');
  const filter = parseOr(scanner, parseSteps);
  scanner.skipSpaces();
  scanner.expect(')');
  return filter;
}

function parseOr(scanner: Scanner, parseSteps: ParseSteps): Filter {
  let left = parseAnd(scanner, parseSteps);
  for (;;) {
    scanner.skipSpaces();
    if (!scanner.take('||')) return left;
    left = { kind: 'or', left, right: parseAnd(scanner, parseSteps) };
  }
}

function parseAnd(scanner: Scanner, parseSteps: ParseSteps): Filter {
  let left = parseTerm(scanner, parseSteps);
  for (;;) {
    scanner.skipSpaces();
    if (!scanner.take('&&')) return left;
    left = { kind: 'and', left, right: parseTerm(scanner, parseSteps) };
  }
}

function parseTerm(scanner: Scanner, parseSteps: ParseSteps): Filter {
  scanner.skipSpaces();
  if (scanner.take('!')) return { kind: 'not', operand: parseTerm(scanner, parseSteps) };
  if (scanner.peek() === '(') {
    scanner.expect('(');
    const inner = parseOr(scanner, parseSteps);
    scanner.skipSpaces();
    scanner.expect(')');
    return inner;
  }
  const left = parseOperand(scanner, parseSteps);
  scanner.skipSpaces();
  const operator = OPERATORS.find((candidate) => scanner.take(candidate));
  if (operator === undefined) {
    if (left.kind === 'path') return { kind: 'exists', path: left.path };
    throw new InvalidPathError(`Expected a comparison at position ${scanner.position}`);
  }
  scanner.skipSpaces();
  return { kind: 'compare', operator, left, right: parseOperand(scanner, parseSteps) };
}

function parseOperand(scanner: Scanner, parseSteps: ParseSteps): FilterOperand {
  const next = scanner.peek();
  if (next === '@' || next === '$') return { kind: 'path', path: parseFilterPath(scanner, parseSteps) };
  if (next === "'" || next === '"') return { kind: 'literal', value: scanner.takeQuoted() };
  if (next === '/') {
    scanner.expect('/');
    const source = scanner.takeUntil('/');
    const flags = scanner.take('i') ? 'iu' : 'u';
    return { kind: 'pattern', pattern: readOr(scanner, 'a pattern', () => new RegExp(source, flags)) };
  }
  const text = scanner.take('[')
    ? `[${scanner.takeUntil(']').replaceAll("'", '"')}]`
    : scanner.takeWhile((c) => /[\w.+-]/.test(c));
  return { kind: 'literal', value: readOr(scanner, 'a value', () => JSON.parse(text)) };
}

function readOr<T>(scanner: Scanner, expected: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new InvalidPathError(`Expected ${expected} at position ${scanner.position}`);
  }
}

function parseFilterPath(scanner: Scanner, parseSteps: ParseSteps): FilterPath {
  const start = scanner.position;
  const fromItem = scanner.take('@');
  if (!fromItem) scanner.expect('$');
  const tokens = parseSteps(scanner);
  return { fromItem, path: finishPath(scanner.since(start), 'input', '', tokens) };
}
