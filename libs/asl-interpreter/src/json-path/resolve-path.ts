import type { Environment } from '../environment.ts';
import type { Json } from '../json.ts';
import { evaluatePath } from './evaluate-path.ts';
import type { Path } from './path.ts';

/** Resolves a path from its root; `undefined` where it names nothing. `input` is what `$` stands for. */
export function resolvePath(path: Path, input: Json, environment: Environment): Json | undefined {
  const root = pathRoot(path, input, environment);
  return root === undefined ? undefined : evaluatePath(path, root);
}

/** Root of a path. */
export function pathRoot(path: Path, input: Json, environment: Environment): Json | undefined {
  if (path.root === 'input') return input;
  return path.root === 'context' ? environment.context() : environment.variable(path.variable);
}
