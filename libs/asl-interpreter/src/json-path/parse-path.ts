import { parseFilter } from './parse-filter.ts';
import { finishPath, InvalidPathError, type Path, type PathToken } from './path.ts';
import { Scanner } from './scanner.ts';

/**
 * Reads a path: `$…` from the input, `$$…` from the context object, `$name…` from a variable.
 *
 * @throws InvalidPathError where the text is not a path
 */
export function parsePath(text: string): Path {
  const scanner = new Scanner(text);
  scanner.expect('$');
  let root: Path['root'] = 'input';
  let variable = '';
  if (scanner.take('$')) root = 'context';
  else {
    variable = scanner.takeWhile(isNameCharacter);
    if (variable !== '') root = 'variable';
  }
  return finishPath(text, root, variable, parseTokens(scanner));
}

/** Reads steps until the text ends, or (inside a filter) until a character that no step begins with. */
function parseTokens(scanner: Scanner, inFilter = false): PathToken[] {
  const tokens: PathToken[] = [];
  while (!scanner.atEnd) {
    if (scanner.take('..')) {
      tokens.push({ kind: 'scan' });
      if (scanner.peek() === '[') tokens.push(parseBracket(scanner));
      else tokens.push(parseDotName(scanner, inFilter));
    } else if (scanner.take('.')) {
      tokens.push(scanner.peek() === '[' ? parseBracket(scanner) : parseDotName(scanner, inFilter));
    } else if (scanner.peek() === '[') {
      tokens.push(parseBracket(scanner));
    } else if (inFilter) {
      break;
    } else {
      throw new InvalidPathError(`Illegal character at position ${scanner.position} expected '.' or '[' in '${scanner.text}'`);
    }
  }
  return tokens;
}

function parseDotName(scanner: Scanner, inFilter: boolean): PathToken {
  if (scanner.take('*')) return { kind: 'wildcard' };
  const name = scanner.takeWhile((c) => c !== '.' && c !== '[' && c !== '(' && !(inFilter && isFilterEnd(c)));
  if (name === '') throw new InvalidPathError(`Path must not end with a '.' or '..'`);
  if (scanner.peek() === '(') {
    scanner.takeUntil(')');
    return { kind: 'function', name };
  }
  return { kind: 'property', name };
}

function parseBracket(scanner: Scanner): PathToken {
  scanner.expect('[');
  scanner.skipSpaces();
  const next = scanner.peek();
  if (next === '?') {
    const start = scanner.position;
    scanner.expect('?');
    const filter = parseFilter(scanner, (from) => parseTokens(from, true));
    scanner.skipSpaces();
    const token: PathToken = { kind: 'filter', filter, text: scanner.since(start) };
    scanner.expect(']');
    return token;
  }
  if (next === '*') {
    scanner.expect('*');
    scanner.skipSpaces();
    scanner.expect(']');
    return { kind: 'wildcard' };
  }
  if (next === "'" || next === '"') {
    const names = [scanner.takeQuoted()];
    scanner.skipSpaces();
    while (scanner.take(',')) {
      scanner.skipSpaces();
      names.push(scanner.takeQuoted());
      scanner.skipSpaces();
    }
    scanner.expect(']');
    return names.length === 1 ? { kind: 'property', name: names[0] as string } : { kind: 'properties', names };
  }
  return parseArrayStep(scanner.takeUntil(']'));
}

function parseArrayStep(inside: string): PathToken {
  const text = inside.trim();
  if (text.includes(':')) {
    const [from, to] = text.split(':').map((part) => (part.trim() === '' ? undefined : integer(part, text)));
    return { kind: 'slice', from, to };
  }
  const indexes = text.split(',').map((part) => integer(part, text));
  return indexes.length === 1 ? { kind: 'index', index: indexes[0] as number } : { kind: 'indexes', indexes };
}

function integer(part: string, text: string): number {
  if (!/^\s*-?\d+\s*$/.test(part)) throw new InvalidPathError(`Could not parse token starting at '[${text}'`);
  return Number(part);
}

function isNameCharacter(c: string): boolean {
  return /[\p{ID_Continue}_]/u.test(c);
}

function isFilterEnd(c: string): boolean {
  return (
    c === ' ' || c === ')' || c === '&' || c === '|' || c === '=' || c === '!' || c === '<' || c === '>' || c === ',' || c === ']'
  );
}
