/**
 * Adds the branches that one build of the sources reached to those of another. Both have the same branches in the same order, unless a compiler
 * has added some: then each is found by the place where it begins.
 */
export function addHits(coverage, other) {
  const files = new Set(coverage.files());
  for (const [file, theirs] of Object.entries(other)) {
    if (!files.has(file)) continue;
    const ours = coverage.fileCoverageFor(file).data;
    const ids = idsByType(ours.branchMap);
    for (const [type, theirIds] of idsByType(theirs.branchMap)) {
      for (const [theirId, id] of pairs(theirIds, ids.get(type) ?? [], theirs.branchMap, ours.branchMap)) {
        theirs.b[theirId].forEach((count, path) => {
          ours.b[id][path] += count;
        });
      }
    }
  }
}

function idsByType(branchMap) {
  return Map.groupBy(Object.keys(branchMap), (id) => branchMap[id].type);
}

function pairs(theirIds, ourIds, theirMap, ourMap) {
  if (theirIds.length === ourIds.length) return theirIds.map((id, index) => [id, ourIds[index]]);
  const ours = new Map(ourIds.map((id) => [beginningOf(ourMap[id]), id]));
  return theirIds.map((id) => [id, ours.get(beginningOf(theirMap[id]))]).filter(([, id]) => id !== undefined);
}

function beginningOf({ loc }) {
  return `${loc.start.line}:${loc.start.column}`;
}
