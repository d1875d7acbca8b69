/**
 * Finds the candidate that a mistyped word most likely meant; undefined when none is near. A word that begins a candidate comes first, then
 * the one with the fewest insertions, deletions, replacements and swaps of neighbours. Case does not count.
 *
 * @example
 * nearest('Trian', ['Preprocess', 'Train']); // 'Train'
 * @public
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const known = candidate.toLowerCase();
    const apart = beginning(wanted, known) ?? distance(wanted, known);
    const limit = Math.max(2, Math.floor(Math.max(wanted.length, known.length) / 3));
    if (apart < least && apart <= limit) {
      least = apart;
      best = candidate;
    }
  }
  return best;
}

/** `; did you mean X?`, or the possible ones when nothing is near and they are few; else nothing. */
export function hint(word: string, candidates: Iterable<string>): string {
  const all = [...candidates];
  const meant = nearest(word, all);
  if (meant !== undefined) return `; did you mean ${meant}?`;
  return all.length > 0 && all.length <= SHORT_LIST ? `; there is ${all.join(', ')}` : '';
}

const SHORT_LIST = 12;

/** Returns the distance of a word to a candidate that it begins, or that begins it; undefined when neither does. */
function beginning(word: string, candidate: string): number | undefined {
  if (word === '' || candidate === '') return undefined;
  if (candidate === word) return -1;
  if (candidate.startsWith(word)) return 0;
  return word.startsWith(candidate) ? 1 : undefined;
}

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
