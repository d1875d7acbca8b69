interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/**
 * A policy as the set of what it allows and denies, one line for each action on each resource: two policies that say the same in other
 * statements are equal.
 */
export function permissionsOf(document: string): readonly string[] {
  const { Statement } = JSON.parse(document) as { readonly Statement: Statement | readonly Statement[] };
  const lines = list(Statement).flatMap(({ Effect, Action, Resource, Principal, Condition }) =>
    list(Action).flatMap((action) =>
      list(Resource ?? '-').map((resource) => {
        const who = Principal === undefined ? '' : ` by ${JSON.stringify(sorted(Principal))}`;
        const when = Condition === undefined ? '' : ` if ${JSON.stringify(sorted(Condition))}`;
        return `${Effect} ${action} on ${resource}${who}${when}`;
      }),
    ),
  );
  return [...new Set(lines)].sort();
}

/** One value and a list of it alone are the same in a policy; the order of members means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? sorted(value[0]) : value.map(sorted).sort();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, sorted(member)] as const);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function list<Item>(value: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(value) ? (value as readonly Item[]) : [value as Item];
}
