import type { DiagnosticList } from './diagnostic.ts';
import { jsonFault } from './json-fault.ts';

/** Parses a definition's text. */
export function parseDefinition(text: string, diagnostics: DiagnosticList): unknown {
  if (text.trim() === '') {
    diagnostics.error('MISSING_DESCRIPTION', '/', 'State machine definition is missing');
    return undefined;
  }
  const fault = jsonFault(text);
  if (fault === undefined) return JSON.parse(text) as unknown;
  diagnostics.error('INVALID_JSON_DESCRIPTION', fault.location, fault.message);
  return undefined;
}

/** Maximum nesting of the arrays and objects of a definition. */
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
