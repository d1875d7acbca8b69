import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A mark that a step of the set-up has been finished for these very inputs. It is taken away before the step begins and
 * written only when it has ended, so an interrupted step is done again.
 */
export class Stamp {
  constructor(file, inputs) {
    this.file = file;
    this.value = createHash('sha256').update(inputs.join('\0')).digest('hex');
  }

  isCurrent() {
    try {
      return readFileSync(this.file, 'utf8') === this.value;
    } catch {
      return false;
    }
  }

  remove() {
    rmSync(this.file, { force: true });
  }

  write() {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, this.value);
    renameSync(`${this.file}.new`, this.file);
  }
}

const LEFT_OUT = new Set([
  'node_modules',
  'dist',
  'out-tsc',
  'cdk.out',
  'coverage',
  '.pytest_cache',
  '__pycache__',
  'test-results',
]);

/** Path, size and time of change of every source file below `directories`: cheap to read, and different after any edit. */
export function fingerprint(root, directories) {
  const entries = [];
  const visit = (directory) => {
    for (const entry of readdirSync(join(root, directory), { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (LEFT_OUT.has(entry.name)) continue;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) {
        const { size, mtimeMs } = statSync(join(root, path));
        entries.push(`${path} ${size} ${mtimeMs}`);
      }
    }
  };
  for (const directory of directories) visit(directory);
  return entries.sort();
}
