import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as library from '../src/index.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const [, example = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];

describe('the example of the README', () => {
  it('gives the decision that it says', () => {
    const code = example
      .replace(/import \{(.*?)\} from '@stepmaker\/iam-policy';/, 'const {$1} = library;')
      .replace(/^(\S+); \/\/ (.*)$/m, 'return [$1, $2];');

    // The example is our own, read from the file beside this test.
    const run = new Function('library', code) as (names: typeof library) => readonly [unknown, unknown];
    const [decision, said] = run(library);

    expect(decision).toBe(said);
    expect(said).toBe(true);
  });
});
