import type { Json, JsonObject } from '../json.ts';
import { checkSize, dataLimitExceeded, MAX_BYTES, textOf } from '../states/data-limit.ts';
import type { Frame } from './frame.ts';

/** Maximum size of all variables of an execution: 10 MiB. */
const MAX_BYTES_OF_ALL = 10_485_760;

/**
 * Gives variables of a frame new values.
 *
 * @returns the text of each new value, by name in order
 * @throws StateFailure `States.DataLimitExceeded` for more than 256 KiB at once, or 10 MiB altogether
 */
export function assign(frame: Frame, assigned: JsonObject, stateName: string): Record<string, string> {
  const texts: Record<string, string> = {};
  const sizes: Record<string, number> = {};
  let atOnce = 0;
  for (const name of Object.keys(assigned).sort()) {
    const text = checkSize(textOf(assigned[name] as Json), stateName);
    texts[name] = text;
    sizes[name] = text.length;
    atOnce += text.length;
  }
  const all = { ...frame.variableSizes, ...sizes };
  if (atOnce > MAX_BYTES || Object.values(all).reduce((sum, size) => sum + size, 0) > MAX_BYTES_OF_ALL)
    throw dataLimitExceeded(stateName);
  frame.variables = { ...frame.variables, ...assigned };
  frame.variableSizes = all;
  return texts;
}
