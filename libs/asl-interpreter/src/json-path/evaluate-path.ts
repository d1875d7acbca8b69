import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { matchesFilter } from './evaluate-filter.ts';
import type { Path, PathToken } from './path.ts';
import { callPathFunction } from './path-function.ts';

/**
 * What a path names in a value: `undefined` where a definite path names nothing, an array (perhaps empty) for any other path.
 * Nothing is copied: the parts of the value themselves are given.
 */
export function evaluatePath(path: Path, root: Json): Json | undefined {
  const { steps } = path;
  if (steps !== undefined) {
    let value: Json | undefined = root;
    for (let i = 0; i < steps.length; i += 1) {
      value = stepInto(value as Json, steps[i] as string | number);
      if (value === undefined) return undefined;
    }
    return value;
  }
  let values: Json[] = [root];
  let definite = true;
  const { tokens } = path;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as PathToken;
    if (token.kind === 'function') {
      const called: Json | undefined = callPathFunction(token.name, definite ? (values[0] as Json) : values);
      if (called === undefined) return path.definite ? undefined : [];
      values = [called];
      definite = true;
      continue;
    }
    const next: Json[] = [];
    for (const value of values) collect(token, value, root, next);
    values = next;
    if (token.kind !== 'property' && token.kind !== 'index' && token.kind !== 'picked') definite = false;
    if (definite && values.length === 0) return path.definite ? undefined : [];
  }
  return definite ? values[0] : values;
}

/** One property name or index further; `undefined` where there is nothing. */
export function stepInto(value: Json, step: string | number): Json | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) {
    if (typeof step !== 'number') return undefined;
    return value[step < 0 ? value.length + step : step];
  }
  if (typeof step === 'number') return undefined;
  return Object.hasOwn(value, step) ? (value as JsonObject)[step] : undefined;
}

function collect(token: Exclude<PathToken, { readonly kind: 'function' }>, value: Json, root: Json, into: Json[]): void {
  switch (token.kind) {
    case 'property': {
      const found = stepInto(value, token.name);
      if (found !== undefined) into.push(found);
      return;
    }
    case 'properties':
    case 'picked': {
      if (!isJsonObject(value)) return;
      const found = token.names.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name] as Json] as const);
      if (token.kind === 'picked') into.push(Object.fromEntries(found));
      else for (const [, member] of found) into.push(member);
      return;
    }
    case 'index':
    case 'indexes':
    case 'slice':
      if (Array.isArray(value)) collectItems(token, value, into);
      return;
    case 'wildcard':
      if (Array.isArray(value)) append(into, value);
      else if (isJsonObject(value)) append(into, Object.values(value));
      return;
    case 'scan':
      scan(value, into);
      return;
    case 'filter': {
      const items = Array.isArray(value) ? (value as readonly Json[]) : isJsonObject(value) ? [value as Json] : [];
      for (const item of items) if (matchesFilter(token.filter, item, root, evaluatePath)) into.push(item);
      return;
    }
  }
}

function collectItems(token: PathToken & { kind: 'index' | 'indexes' | 'slice' }, value: readonly Json[], into: Json[]): void {
  if (token.kind === 'slice') {
    const { from = 0, to } = token;
    append(into, token.from === undefined || to === undefined ? value.slice(from, to) : between(value, from, to));
    return;
  }
  for (const index of token.kind === 'index' ? [token.index] : token.indexes) {
    const found = stepInto(value, index);
    if (found !== undefined) into.push(found);
  }
}

/** The library's slice with two ends: it counts up from one to the other, so `[1:-1]` is empty. */
function between(value: readonly Json[], from: number, to: number): Json[] {
  const found: Json[] = [];
  for (let i = Math.max(from, -value.length); i < Math.min(to, value.length); i += 1) found.push(value.at(i) as Json);
  return found;
}

/** Without spreading, which has a limit far below what an input may hold. */
function append(into: Json[], values: readonly Json[]): void {
  for (const value of values) into.push(value);
}

/** A value and all that it holds, objects and arrays alone, the outer before the inner. */
function scan(value: Json, into: Json[]): void {
  if (value === null || typeof value !== 'object') return;
  into.push(value);
  for (const inner of Array.isArray(value) ? value : Object.values(value)) scan(inner, into);
}
