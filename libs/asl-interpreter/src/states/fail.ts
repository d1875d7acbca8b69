import { FrameEnvironment } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { fieldValue, unexpectedType } from '../flow/field-source.ts';
import type { Json } from '../json.ts';
import { pathRoot, resolvePath } from '../json-path/resolve-path.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { FailNode, FieldSource } from '../program/state-node.ts';
import { runtimeFailure, StateFailure } from '../state-failure.ts';

/** Fail: ends this line of execution with an error and a cause. @throws StateFailure always, or the promise does */
export function runFail(runner: Runner, frame: Frame, node: FailNode): MaybePromise<void> {
  const environment = new FrameEnvironment(runner, frame);
  return andThen(textOf(node.error, frame.input, environment), (error) =>
    andThen(textOf(node.cause, frame.input, environment), (cause) => {
      throw new StateFailure(error, cause);
    }),
  );
}

function textOf(source: FieldSource | undefined, input: Json, environment: FrameEnvironment): MaybePromise<string | undefined> {
  if (source === undefined) return undefined;
  if (source.kind === 'path' && source.template.kind === 'path') {
    const { path } = source.template;
    const value = resolvePath(path, input, environment);
    if (value === undefined) {
      const shown = JSON.stringify(pathRoot(path, input, environment) ?? input);
      throw runtimeFailure(
        `The JSONPath '${path.text}' specified for the field '${source.field}' could not be found in the input '${shown}'`,
      );
    }
    if (typeof value !== 'string') throw runtimeFailure(`The field '${source.field}' must refer to a string: ${path.text}`);
    return value;
  }
  return andThen(fieldValue(source, input, environment), (value) => {
    if (typeof value === 'string') return value;
    throw source.kind === 'jsonata'
      ? unexpectedType(source, 'string', value)
      : runtimeFailure(`The field must be a string: ${JSON.stringify(value)}`);
  });
}
