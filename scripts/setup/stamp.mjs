import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

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
