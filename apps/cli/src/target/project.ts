import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MARKS = ['.stepmaker', 'nx.json', '.git', 'package.json'];

/** The project that a directory belongs to: the nearest one upwards that looks like one, else the directory itself. */
export function projectOf(directory: string): string {
  for (let at = directory; ; at = dirname(at)) {
    if (MARKS.some((mark) => existsSync(join(at, mark)))) return at;
    if (dirname(at) === at) return directory;
  }
}
