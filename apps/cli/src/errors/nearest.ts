import { distance } from 'fastest-levenshtein';

/** The candidate that a mistyped word most likely meant; undefined when none is near. Case does not count. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: { readonly candidate: string; readonly score: number } | undefined;
  for (const candidate of candidates) {
    const known = candidate.toLowerCase();
    const score = wanted !== '' && known.startsWith(wanted) ? 0 : distance(wanted, known);
    const limit = Math.max(2, Math.floor(Math.max(wanted.length, known.length) * 0.4));
    if (score <= limit && (best === undefined || score < best.score)) best = { candidate, score };
  }
  return best?.candidate;
}

/** `Did you mean X?`; without a near one, what there is; undefined where there is nothing. */
export function didYouMean(word: string, candidates: Iterable<string>, what: string): string | undefined {
  const known = [...candidates];
  const near = nearest(word, known);
  if (near !== undefined) return `Did you mean ${near}?`;
  if (known.length === 0) return undefined;
  const more = known.length > SHOWN ? `, and ${known.length - SHOWN} more` : '';
  return `${what}: ${known.slice(0, SHOWN).join(', ')}${more}`;
}

const SHOWN = 8;
