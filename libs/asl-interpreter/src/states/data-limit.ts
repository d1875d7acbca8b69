import { utf8Length } from '../intrinsics/hash/utf8.ts';
import { StateFailure } from '../state-failure.ts';

/** How many bytes of UTF-8 a state's input, output or result may have: 256 KiB. */
export const MOST_BYTES = 262_144;

/** Whether a text is too long to be passed on. */
export function exceedsLimit(text: string): boolean {
  return text.length * 3 > MOST_BYTES && (text.length > MOST_BYTES || utf8Length(text) > MOST_BYTES);
}

/** Gives the text back. @param name of the state, or the resource of the task. @throws StateFailure `States.DataLimitExceeded` */
export function checkSize(text: string, name: string): string {
  if (exceedsLimit(text)) throw dataLimitExceeded(name);
  return text;
}

/** The failure of a state or task whose result is too long. */
export function dataLimitExceeded(name: string): StateFailure {
  return new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
