import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { artifactFile } from '../src/artifact-file.ts';

/** The workspace's root directory. */
export const WORKSPACE: URL = new URL('../../../', import.meta.url);

/** Writes one folder of the artifacts anew: what it had before goes. */
export function replaceFolder(folder: string, files: Readonly<Record<string, string>>): void {
  const directory = artifactFile(`${folder}/`);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(`${directory}${name}`, text);
}
