/**
 * Works through a graph: a node is worked on once all that it waits for are done, as many at once as can be. After the first failure
 * nothing new begins; what is under way ends.
 *
 * @param waitsFor for each node the nodes that come before it
 * @param work @returns whether it succeeded; must not throw
 * @returns the nodes that failed
 */
export async function runGraph(
  waitsFor: ReadonlyMap<string, readonly string[]>,
  work: (node: string) => Promise<boolean>,
  { keepGoing = false }: { readonly keepGoing?: boolean } = {},
): Promise<string[]> {
  const open = new Map([...waitsFor].map(([node, others]) => [node, new Set(others.filter((other) => waitsFor.has(other)))]));
  const failed: string[] = [];
  const running = new Map<string, Promise<void>>();
  const begin = (): void => {
    if (failed.length > 0 && !keepGoing) return;
    for (const [node, others] of open) {
      if (others.size > 0) continue;
      open.delete(node);
      running.set(
        node,
        work(node).then((succeeded) => {
          running.delete(node);
          if (!succeeded) failed.push(node);
          else for (const each of open.values()) each.delete(node);
        }),
      );
    }
  };
  for (begin(); running.size > 0; begin()) await Promise.race(running.values());
  return failed;
}
