const patterns = new Map<string, RegExp | undefined>();

/**
 * A pattern of an API model as AWS applies it: Java's syntax, and the whole text must match.
 *
 * @returns undefined where the syntax has no equal here; such a pattern is not checked
 */
export function compilePattern(pattern: string): RegExp | undefined {
  if (patterns.has(pattern)) return patterns.get(pattern);
  const compiled = compile(pattern);
  patterns.set(pattern, compiled);
  return compiled;
}

/** Java's names for sets of ASCII characters, as they stand within brackets. */
const POSIX_CLASSES: Readonly<Record<string, string>> = {
  Alnum: 'A-Za-z0-9',
  Alpha: 'A-Za-z',
  ASCII: '\\x00-\\x7F',
  Digit: '0-9',
  Graph: '!-~',
  Lower: 'a-z',
  Print: ' -~',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Space: '\\s',
  Upper: 'A-Z',
};

function compile(pattern: string): RegExp | undefined {
  const source = `^(?:${withModifiersAsGroups(withoutPosixClasses(withAnchors(pattern)))})$`;
  for (const candidate of [source, withoutNeedlessEscapes(source)]) {
    for (const flags of ['u', '']) {
      // Without the flag `u`, \p{L} would quietly mean something else.
      if (flags === '' && candidate.includes('\\p{')) continue;
      try {
        return new RegExp(candidate, flags);
      } catch {
        // The next way of writing it may do.
      }
    }
  }
  return undefined;
}

/** Java's `(?i)` holds to the end of the group it stands in; in JavaScript it is a group itself. */
function withModifiersAsGroups(pattern: string): string {
  const at = pattern.indexOf('(?i)');
  if (at < 0) return pattern;
  const rest = pattern.slice(at + '(?i)'.length);
  const end = endOfGroup(rest);
  return withModifiersAsGroups(`${pattern.slice(0, at)}(?i:${rest.slice(0, end)})${rest.slice(end)}`);
}

/** Where the group ends that a text stands in: at the first closing parenthesis without a partner, or at the end. */
function endOfGroup(text: string): number {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/\\.|\[(?:\\.|[^\]])*\]|[()]/gu)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth < 0) return index;
  }
  return text.length;
}

/** Java's `\A` and `\z` are the begin and the end of the text; in JavaScript, without the flag `m`, `^` and `$` are. */
function withAnchors(pattern: string): string {
  return pattern.replaceAll(/\\(.)/gu, (token, letter: string) => ANCHORS[letter] ?? token);
}

const ANCHORS: Readonly<Record<string, string>> = { A: '^', z: '$' };

function withoutPosixClasses(pattern: string): string {
  let inBrackets = false;
  return pattern.replaceAll(/\\p\{(\w+)\}|\\.|[[\]]/gu, (token, name: string | undefined) => {
    if (token === '[') inBrackets = true;
    else if (token === ']') inBrackets = false;
    const set = name === undefined ? undefined : POSIX_CLASSES[name];
    if (set === undefined) return token;
    return inBrackets ? set : `[${set}]`;
  });
}

/** Java allows a backslash before any punctuation; JavaScript with the flag `u` only before syntax characters. */
function withoutNeedlessEscapes(source: string): string {
  return source
    .replaceAll(/\\([^\w\s^$\\.*+?()[\]{}|/-])/gu, '$1')
    .replaceAll('\\-', '\\x2D')
    .replaceAll('\\_', '_');
}
