/** The shape of an answer: its members and what kind of value each has; of a list, what its items have in common. */
export type Shape = string | readonly [Shape] | readonly [] | { readonly [member: string]: Shape };

/** The shape of a value. */
export function shapeOf(value: unknown): Shape {
  if (value instanceof Date) return 'timestamp';
  if (Array.isArray(value)) return value.length === 0 ? [] : [value.map(shapeOf).reduce(merge)];
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name, member]) => member !== undefined && name !== '$metadata')
        .sort(([left], [right]) => left.localeCompare(right))
        .map(([name, member]) => [name, shapeOf(member)]),
    );
  return value === null ? 'null' : typeof value;
}

/** Common part of two shapes; of different kinds, the first one counts. */
function merge(left: Shape, right: Shape): Shape {
  return isStructure(left) && isStructure(right) ? { ...left, ...right } : left;
}

function isStructure(shape: Shape): shape is { readonly [member: string]: Shape } {
  return typeof shape === 'object' && !Array.isArray(shape);
}
