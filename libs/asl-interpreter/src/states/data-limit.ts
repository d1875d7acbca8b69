import { utf8Length } from '../intrinsics/hash/utf8.ts';
import type { Json } from '../json.ts';
import { runtimeFailure, StateFailure } from '../state-failure.ts';

/** Maximum size in bytes of UTF-8 of a state's input, output or result: 256 KiB. */
export const MAX_BYTES = 262_144;
/** Maximum nesting of arrays and objects. */
const DEEPEST = 1000;

/** Whether a text is too long to be passed on. */
export function exceedsLimit(text: string): boolean {
  return text.length * 3 > MAX_BYTES && (text.length > MAX_BYTES || utf8Length(text) > MAX_BYTES);
}

/**
 * Gives the text of data that is to be passed on.
 *
 * @param name of the state, or the resource of the task
 * @throws StateFailure `States.DataLimitExceeded` for what is too long, `States.Runtime` for what is nested too deeply
 */
export function checkSize(text: string, name: string): string {
  if (exceedsLimit(text)) throw dataLimitExceeded(name);
  if (text.length > 2 * DEEPEST && nesting(text) > DEEPEST) throw tooDeep();
  return text;
}

/** The text of a value. @throws StateFailure `States.Runtime` for one that is nested too deeply to be written */
export function textOf(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch (thrown) {
    throw asFailure(thrown);
  }
}

/** What is thrown where a value is nested too deeply to be gone through, as the failure that it is. Anything else is thrown on. */
export function asFailure(thrown: unknown): StateFailure {
  if (thrown instanceof StateFailure) return thrown;
  if (thrown instanceof RangeError) return tooDeep();
  throw thrown;
}

/** The failure of a state or task whose result is too long. */
export function dataLimitExceeded(name: string): StateFailure {
  return new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

function tooDeep(): StateFailure {
  return runtimeFailure(`The data is nested more than ${DEEPEST} levels deep.`);
}

const [QUOTE, BACKSLASH, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\[]{}'].map((c) => c.charCodeAt(0));

/** Returns the nesting of the text of a JSON value. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === BACKSLASH) i += 1;
      else if (c === QUOTE) quoted = false;
    } else if (c === QUOTE) quoted = true;
    else if (c === OPEN_ARRAY || c === OPEN_OBJECT) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (c === CLOSE_ARRAY || c === CLOSE_OBJECT) depth -= 1;
  }
  return deepest;
}
