import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Checks that local inputs exist. @throws Error that names the first missing one */
export function requireInputs(option: string, paths: Readonly<Record<string, string>>): void {
  for (const [name, path] of Object.entries(paths))
    if (!existsSync(path)) throw new Error(`${option}.${name}: no such file or directory: ${resolve(path)}`);
}
