import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));

/** An import from a file of one folder to a file of another one, types and `import()` included. */
export interface FolderImport {
  readonly from: string;
  readonly to: string;
  /** The importing file, relative to `src`. */
  readonly file: string;
}

/** The folder of a file: `core`, `services/s3` … Empty for files directly in `src`, `services` for those directly in there. */
function folderOf(file: string): string {
  const [first = '', second = '', ...rest] = file.split('/');
  if (second === '') return '';
  return first === 'services' && rest.length > 0 ? `services/${second}` : first;
}

/** Every import between two folders of `src`, tests left out. */
export function folderImports(): FolderImport[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return files.flatMap((file) => {
    const text = readFileSync(join(SOURCE, file), 'utf8');
    const specifiers = [...text.matchAll(/\b(?:from |import\(|import )'(\.[^']+)'/gu)].map(([, specifier = '']) => specifier);
    return specifiers
      .map((specifier) => relative(SOURCE, join(SOURCE, dirname(file), specifier)).replaceAll('\\', '/'))
      .map((imported) => ({ file, from: folderOf(file), to: folderOf(imported) }))
      .filter(({ from, to }) => from !== to);
  });
}

/** The folders from which a folder is reached again by imports, in the order of the way. Undefined if there is none. */
export function cycleThrough(folder: string, imports: readonly FolderImport[]): string[] | undefined {
  const ways: string[][] = [[folder]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const next = new Set(imports.filter(({ from }) => from === way.at(-1)).map(({ to }) => to));
    if (next.has(folder)) return [...way, folder];
    for (const to of next) {
      if (seen.has(to)) continue;
      seen.add(to);
      ways.push([...way, to]);
    }
  }
  return undefined;
}
