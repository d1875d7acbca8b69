import type { ValueEntry } from './stack-review.ts';

/** Compares two sets of named texts, in the order of the new one. */
export function compareValues(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly ValueEntry[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((name): ValueEntry[] => {
    const [left, right] = [before[name], after[name]];
    if (left === right) return [];
    if (left === undefined) return [{ kind: 'add', name, after: right ?? '' }];
    return right === undefined
      ? [{ kind: 'remove', name, before: left }]
      : [{ kind: 'change', name, before: left, after: right }];
  });
}
