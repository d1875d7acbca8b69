/** The candidate that `given` was most likely meant to be; undefined when none is like it. */
export function nearest(given: string, candidates: Iterable<string>): string | undefined {
  const wanted = given.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(given.length / 3)) + 1;
  for (const candidate of candidates) {
    const name = candidate.toLowerCase();
    const apart = wanted !== '' && (name.startsWith(wanted) || wanted.startsWith(name)) ? 1 : distance(wanted, name);
    if (apart < least) {
      least = apart;
      best = candidate;
    }
  }
  return best;
}

/** `; did you mean X?`, or the possible ones when nothing is near and they are few; else nothing. */
export function hint(given: string, candidates: Iterable<string>): string {
  const all = [...candidates];
  const meant = nearest(given, all);
  if (meant !== undefined) return `; did you mean ${meant}?`;
  return all.length > 0 && all.length <= SHORT_LIST ? `; there is ${all.join(', ')}` : '';
}

const SHORT_LIST = 12;

/** Insertions, deletions, replacements and swaps of neighbours that make one text of the other. */
function distance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
