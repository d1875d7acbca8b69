import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Directories of the packages under `libs` that npm may publish. */
export function publishablePackages(root) {
  const libraries = join(root, 'libs');
  return readdirSync(libraries)
    .map((name) => join(libraries, name))
    .filter((directory) => existsSync(join(directory, 'package.json')) && readManifest(directory).private === false);
}

export function readManifest(directory) {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
}

/** Entries of a package: what is imported, the source behind it, and the name of its report. */
export function entriesOf(directory) {
  const { name, exports } = readManifest(directory);
  return Object.entries(exports).flatMap(([subpath, target]) => {
    const source = target['@stepmaker/source'];
    if (source === undefined) return [];
    const path = subpath.slice(2);
    const file = [basename(directory), ...path.split('/')].filter(Boolean).join('-');
    return [{ specifier: path === '' ? name : `${name}/${path}`, source: join(directory, source), file: `${file}.api.md` }];
  });
}
