import { nearest } from '@stepmaker/pipeline-sdk';

/** `Did you mean X?`; without a near one, the known names; undefined without names. */
export function didYouMean(word: string, candidates: Iterable<string>, what: string): string | undefined {
  const known = [...candidates];
  const near = nearest(word, known);
  if (near !== undefined) return `Did you mean ${near}?`;
  if (known.length === 0) return undefined;
  const more = known.length > SHOWN ? `, and ${known.length - SHOWN} more` : '';
  return `${what}: ${known.slice(0, SHOWN).join(', ')}${more}`;
}

const SHOWN = 8;
