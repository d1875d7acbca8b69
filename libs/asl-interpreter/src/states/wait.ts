import { FrameEnvironment } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { fieldValue, orNumber, unexpectedType } from '../flow/field-source.ts';
import { finishJsonata, finishJsonPath, inputOf } from '../flow/input-output.ts';
import type { Json } from '../json.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { FieldSource, WaitNode } from '../program/state-node.ts';
import { queryFailure, runtimeFailure } from '../state-failure.ts';
import { parseTimestamp } from '../time/timestamp.ts';

const MAX_SECONDS = 99_999_999;

/** Wait: sets a timer, or continues at once where the time is past. */
export function runWait(runner: Runner, frame: Frame, node: WaitNode): MaybePromise<void> {
  const input = inputOf(runner, frame, node);
  return andThen(fieldValue(node.until, input, new FrameEnvironment(runner, frame)), (value) => {
    const at = node.kind === 'Seconds' ? runner.now + secondsOf(value, node.until) * 1000 : timestampOf(value, node.until);
    if (at <= runner.now || runner.inspection !== undefined) return finishWait(runner, frame, node);
    frame.activity = { kind: 'wait', timerId: runner.pending.startTimer(frame, Math.ceil(at), 'wait') };
  });
}

/** Continues after the time. */
export function finishWait(runner: Runner, frame: Frame, node: WaitNode): MaybePromise<void> {
  frame.activity = undefined;
  if (node.language === 'JSONata') return finishJsonata(runner, frame, node, frame.input);
  finishJsonPath(runner, frame, node, inputOf(runner, frame, node), undefined);
}

/** Returns the number of seconds to wait. */
function secondsOf(value: Json, source: FieldSource): number {
  const seconds = orNumber(value, source, 'integer');
  if (typeof seconds === 'number' && Number.isInteger(seconds)) {
    if (seconds >= 0 && seconds <= MAX_SECONDS) return seconds;
    const fault = seconds < 0 ? 'negative' : `greater than ${MAX_SECONDS}`;
    throw source.kind === 'path'
      ? runtimeFailure(
          `The SecondsPath parameter references a ${seconds < 0 ? 'negative value' : `value ${fault}`}: ${source.text} == ${value}`,
        )
      : queryFailure(`The Seconds field cannot be ${fault}: ${value}`, 'Seconds', { afterEntered: true });
  }
  if (source.kind === 'jsonata') throw unexpectedType(source, 'integer', value);
  throw runtimeFailure(`The ${source.field} parameter cannot be parsed as a long value: ${nameOf(source)} == ${shown(value)}`);
}

function timestampOf(value: Json, source: FieldSource): number {
  const time = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (time !== undefined) return time;
  if (source.kind === 'jsonata') {
    if (typeof value !== 'string') throw unexpectedType(source, 'string', value);
    throw queryFailure(
      `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
      'Timestamp',
      {
        afterEntered: true,
      },
    );
  }
  throw runtimeFailure(
    `The ${source.field} parameter does not reference a valid ISO-8601 extended offset date-time format string: ${nameOf(source)} == ${shown(value)}`,
  );
}

/** The path that gave a value, or the field that holds it. */
function nameOf(source: FieldSource): string {
  return source.kind === 'path' ? source.text : source.field;
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
