import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import * as engine from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code as string);

/** Runs an example, and gives each `expression; // value` line as a pair of what it is and what the comment says. */
async function run(example: string): Promise<readonly (readonly [unknown, string])[]> {
  const code = example
    .replace(/import \{(.*?)\} from '@stepmaker\/asl-interpreter';/s, 'const {$1} = engine;')
    .replace(
      /^(\S[^\n]*?); \/\/ (.*)$/gm,
      (_, expression: string, said: string) => `seen.push([${expression}, ${JSON.stringify(said)}]);`,
    );
  const seen: [unknown, string][] = [];
  const body = stripTypeScriptTypes(`async function example(engine, seen) {${code}}`);
  // The examples are our own, read from the file beside this one.
  const example_ = new Function(`${body}; return example;`)() as (engine: object, seen: unknown[]) => Promise<void>;
  await example_(engine, seen);
  return seen;
}

describe('README', () => {
  it.each(examples)('example %#', async (example) => {
    const seen = await run(example);

    expect(seen.length).toBeGreaterThan(1);
    for (const [value, said] of seen) {
      if (said.includes('…')) {
        const start = new Function(`return ${said.replace(/,? ?…/, '')}`)() as unknown[];
        expect((value as unknown[]).slice(0, start.length)).toEqual(start);
      } else expect(value).toEqual(new Function(`return ${said}`)());
    }
  });
});
