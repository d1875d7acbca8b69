import type { DiagnosticList } from './diagnostic.ts';

/** Parses a definition's text. What is wrong with it is said in the words of the parser that AWS uses (Jackson). */
export function parseDefinition(text: string, diagnostics: DiagnosticList): unknown {
  if (text.trim() === '') {
    diagnostics.error('MISSING_DESCRIPTION', '/', 'State machine definition is missing');
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const at = positionOf(error as SyntaxError, text);
    const source = `[Source: (String)"${shown(text)}"; line: ${at.line}, column: ${at.column}]`;
    diagnostics.error('INVALID_JSON_DESCRIPTION', source, `${at.reason}\n at ${source}`);
    return undefined;
  }
}

/** How deep the arrays and objects of a definition may lie inside each other. */
const DEEPEST = 500;

/** Whether a definition is nested more deeply than anything could read it. Looks level by level: it must not fail on what it looks for. */
export function isTooDeep(definition: unknown): boolean {
  let level: readonly unknown[] = [definition];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}

const SHOWN_LENGTH = 500;

function shown(text: string): string {
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH)}"[truncated ${text.length - SHOWN_LENGTH} chars]`;
}

interface JsonError {
  readonly reason: string;
  readonly line: number;
  readonly column: number;
}

/** Finds the first place that is no JSON. Jackson names a bare word whole and points behind it. */
function positionOf(error: SyntaxError, text: string): JsonError {
  const offset = Number(/at position (\d+)/.exec(error.message)?.[1] ?? firstBadToken(text));
  const word = /^[\w$]+/.exec(text.slice(offset))?.[0];
  if (word !== undefined) {
    return {
      reason: `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`,
      ...lineAndColumn(text, offset + word.length),
    };
  }
  if (offset >= text.length) return { reason: 'Unexpected end-of-input', ...lineAndColumn(text, text.length) };
  const character = text[offset] as string;
  return { reason: `Unexpected character ('${character}' (code ${character.charCodeAt(0)}))`, ...lineAndColumn(text, offset) };
}

const TOKEN = /\s+|[[\]{}:,]|"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true\b|false\b|null\b/y;

/** Where the first thing stands that is no JSON token. */
function firstBadToken(text: string): number {
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) return at;
    at += match[0].length;
  }
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}
