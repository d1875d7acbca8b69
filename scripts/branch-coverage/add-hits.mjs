/**
 * Adds the branches that one build of the sources reached to those of another. The same branch begins at the same place in both, but ends
 * elsewhere where a compiler dropped a bracket: it is found by its beginning.
 */
export function addHits(coverage, other) {
  const files = new Set(coverage.files());
  for (const [file, { branchMap, b }] of Object.entries(other)) {
    if (!files.has(file)) continue;
    const known = coverage.fileCoverageFor(file).data;
    const ids = new Map(Object.entries(known.branchMap).map(([id, branch]) => [beginningOf(branch), id]));
    for (const [id, branch] of Object.entries(branchMap)) {
      const hits = known.b[ids.get(beginningOf(branch))];
      b[id].forEach((count, path) => {
        if (hits?.[path] !== undefined) hits[path] += count;
      });
    }
  }
}

function beginningOf({ type, loc }) {
  return `${type} ${loc.start.line}:${loc.start.column}`;
}
