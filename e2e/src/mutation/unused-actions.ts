import type { Baseline } from './baseline.ts';
import { policiesOf, type Template } from './template.ts';
import { listOf } from './variants.ts';

/** What a role is granted and was never asked for in any scenario, as `Role action`. */
export function unusedActions(template: Template, { used }: Baseline): readonly string[] {
  return policiesOf(template).flatMap(({ role, statements }) =>
    statements.flatMap(({ Action = [] }) =>
      listOf(Action)
        .filter((action) => used.get(role)?.has(action) !== true)
        .map((action) => `${role} ${action}`),
    ),
  );
}
