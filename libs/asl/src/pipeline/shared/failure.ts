import type { JsonataCatcher } from '../../language/catch.ts';
import { jsonata } from '../../language/jsonata.ts';

/**
 * Catches every error and continues with `Error`, `Cause` and `Step`: what was being done.
 *
 * @param step the first part of the error name that the execution ends with, e.g. `Training` of `TrainingFailed`
 */
export function catchAs(step: string, next: string): readonly JsonataCatcher[] {
  return [{ ErrorEquals: ['States.ALL'], Output: jsonata(`$merge([$states.errorOutput, {'Step': '${step}'}])`), Next: next }];
}

/** An expression for a text in which a JSON string's escapes of quotes and line breaks are undone. */
export function unescaped(text: string): string {
  return `$replace($replace(${text}, '\\\\n', ' '), '\\\\"', '"')`;
}

/**
 * An expression for the reason of an error in plain words: the message of a script, else the reason of a job, else the message of a
 * function, else the cause as it is, with the error's name in parentheses. It uses patterns, since parsing can fail, and nothing may fail
 * while a failure is reported.
 *
 * @param cause an expression for the text to read
 */
export function reasonOf(cause: string): string {
  return `(
  $cause := '' & ${cause};
  $words := $match($cause, /"(ExitMessage|FailureReason|errorMessage)":\\s*"((?:[^\\\\"]|\\\\.)+)"/, 1).groups[1];
  ${unescaped('$words ? $words : $cause')} & ($states.input.Error ? ' (' & $states.input.Error & ')')
)`;
}
