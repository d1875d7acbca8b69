import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Candidate } from './complete.ts';

/** Files and directories that a path that is being typed may mean; directories end in a slash. */
export async function filesLike(typed: string): Promise<readonly Candidate[]> {
  const at = typed.startsWith('@') ? '@' : '';
  const path = typed.slice(at.length);
  const shown = path.endsWith('/') || path === '' ? path : path.slice(0, path.lastIndexOf('/') + 1);
  const directory = resolve((shown === '' ? '.' : shown).replace(/^~(?=\/|$)/, homedir()));
  const start = path.slice(shown.length);
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter(({ name }) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')))
    .map((entry) => ({ word: `${at}${shown}${entry.name}${entry.isDirectory() ? '/' : ''}` }));
}
