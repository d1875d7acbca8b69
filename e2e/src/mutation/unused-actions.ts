import type { Baseline } from './baseline.ts';
import { policiesOf, type Template } from './template.ts';
import { listOf } from './variants.ts';

/** Actions that a role is granted and that no scenario used, as `Role action`. */
export function unusedActions(template: Template, { used }: Baseline): readonly string[] {
  return policiesOf(template).flatMap(({ role, statements }) =>
    statements.flatMap(({ Action = [] }) =>
      listOf(Action)
        .filter((action) => used.get(role)?.has(action) !== true)
        .map((action) => `${role} ${action}`),
    ),
  );
}
