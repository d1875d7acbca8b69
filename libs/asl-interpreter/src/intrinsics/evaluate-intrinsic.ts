import type { Environment } from '../environment.ts';
import type { Json } from '../json.ts';
import { explainMiss } from '../json-path/explain-miss.ts';
import { pathRoot, resolvePath } from '../json-path/resolve-path.ts';
import { runtimeFailure, StateFailure } from '../state-failure.ts';
import { INTRINSIC_FUNCTIONS } from './functions.ts';
import type { Intrinsic, IntrinsicArgument } from './intrinsic.ts';
import { IntrinsicError, type IntrinsicFunction } from './intrinsic-function.ts';

/**
 * Calls an intrinsic function. `input` is what `$` stands for.
 *
 * @throws StateFailure `States.Runtime` for a path that names nothing, `States.IntrinsicFailure` for arguments that do not fit
 */
export function evaluateIntrinsic(intrinsic: Intrinsic, input: Json, environment: Environment): Json {
  const described = (message: string) => `The function '${intrinsic.text}' had the following error: ${message}`;

  const resolve = (argument: IntrinsicArgument): Json => {
    if (argument.kind === 'literal') return argument.value;
    if (argument.kind === 'path') {
      const value = resolvePath(argument.path, input, environment);
      if (value !== undefined) return value;
      const { path } = argument;
      const why = explainMiss(path, pathRoot(path, input, environment) ?? null);
      const text = path.root === 'context' ? path.text.slice(1) : path.text;
      throw runtimeFailure(
        described(
          why.startsWith('Filter: ')
            ? why
            : `The JsonPath argument for the field '${text}' could not be found in the input '${JSON.stringify(input)}'`,
        ),
      );
    }
    const args = argument.arguments.map(resolve);
    try {
      return (INTRINSIC_FUNCTIONS.get(argument.name) as IntrinsicFunction).call(args, environment.random);
    } catch (error) {
      if (error instanceof IntrinsicError)
        throw new StateFailure('States.IntrinsicFailure', described(error.message), { found: true });
      throw error;
    }
  };

  return resolve(intrinsic.call);
}
