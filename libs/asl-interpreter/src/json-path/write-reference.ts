import { isJsonObject, type Json, type JsonArray, type JsonObject, setMember } from '../json.ts';
import type { Path } from './path.ts';

/**
 * Puts a value at the place that a reference path names, as ResultPath does: objects on the way are made where there are none, and
 * everything else is shared with the value that was there.
 *
 * @returns `undefined` where the path cannot be followed: it meets something that is not an object, or an array that lacks the index
 */
export function writeReference(path: Path, root: Json, value: Json): Json | undefined {
  return write(root, path.steps as Exclude<Path['steps'], undefined>, 0, value);
}

function write(at: Json, steps: readonly (string | number)[], depth: number, value: Json): Json | undefined {
  if (depth === steps.length) return value;
  const step = steps[depth] as string | number;
  if (typeof step === 'number') {
    if (!Array.isArray(at)) return undefined;
    const items = at as JsonArray;
    const index = step < 0 ? items.length + step : step;
    if (index < 0 || index >= items.length) return undefined;
    const written = write(items[index] as Json, steps, depth + 1, value);
    return written === undefined ? undefined : items.with(index, written);
  }
  if (!isJsonObject(at)) return undefined;
  const inner = Object.hasOwn(at, step) ? (at[step] as Json) : {};
  const written = write(inner, steps, depth + 1, value);
  return written === undefined ? undefined : withProperty(at, step, written);
}

function withProperty(object: JsonObject, name: string, value: Json): JsonObject {
  const copy: Record<string, Json> = { ...object };
  setMember(copy, name, value);
  return copy;
}
