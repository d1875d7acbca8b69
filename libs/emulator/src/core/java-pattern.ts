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

function compile(pattern: string): RegExp | undefined {
  const source = `^(?:${pattern.replaceAll('\\p{Print}', '[ -~]').replaceAll('\\p{Graph}', '[!-~]').replaceAll('\\p{ASCII}', '[\\x00-\\x7F]')})$`;
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

/** Java allows a backslash before any punctuation; JavaScript with the flag `u` only before syntax characters. */
function withoutNeedlessEscapes(source: string): string {
  return source
    .replaceAll(/\\([^\w\s^$\\.*+?()[\]{}|/-])/gu, '$1')
    .replaceAll('\\-', '\\x2D')
    .replaceAll('\\_', '_');
}
