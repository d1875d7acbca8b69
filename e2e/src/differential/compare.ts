import { isDeepStrictEqual } from 'node:util';
import type { NormalisedEvent } from './normalise.ts';

/** A place where two histories differ. */
export interface Difference {
  /** `ExecutionFailed.cause`, or `events` where their types or order differ. */
  readonly where: string;
  readonly left: unknown;
  readonly right: unknown;
}

/** Where two histories differ; where the types of their events do, that is all that is said. */
export function compareHistories(left: readonly NormalisedEvent[], right: readonly NormalisedEvent[]): Difference[] {
  const types = (events: readonly NormalisedEvent[]): string[] => events.map(({ type }) => type);
  if (!isDeepStrictEqual(types(left), types(right))) return [{ where: 'events', left: types(left), right: types(right) }];
  const found = new Map<string, Difference>();
  for (const [index, { type, details }] of left.entries())
    for (const difference of compare(type, details, right[index]?.details))
      if (!found.has(difference.where)) found.set(difference.where, difference);
  return [...found.values()];
}

/** Where two values differ, by the paths of their members. */
export function compare(where: string, left: unknown, right: unknown): Difference[] {
  if (isDeepStrictEqual(left, right)) return [];
  if (isObject(left) && isObject(right)) {
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...names].flatMap((name) => compare(`${where}.${name}`, left[name], right[name]));
  }
  return [{ where, left, right }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
