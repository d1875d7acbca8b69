import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Linter, type Rule } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const RULE = pathToFileURL(join(ROOT, 'eslint/service-ports.mjs')).href;
const { servicePorts } = (await import(RULE)) as { readonly servicePorts: Rule.RuleModule };

/** The complaints about a file of a service that holds this code. */
function complaints(code: string, file = 'sns/operations/publish.ts'): string[] {
  return new Linter({ cwd: ROOT })
    .verify(
      code,
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser as Linter.Parser },
        plugins: { stepmaker: { rules: { 'service-ports': servicePorts } } },
        rules: { 'stepmaker/service-ports': 'error' },
      },
      join(ROOT, 'libs/emulator/src/services', file),
    )
    .map(({ message }) => message);
}

describe('the lint rule of service ports', () => {
  it.each([
    ['an import', "import { zip } from '../../lambda/zip.ts';"],
    ['a type import', "import type { Role } from '../../lambda/zip.ts';"],
    ['a type by import()', "export type Zip = typeof import('../../lambda/zip.ts');"],
    ['a re-export', "export { zip } from '../../lambda/zip.ts';"],
    ['a re-export of everything', "export * from '../../lambda/zip.ts';"],
    ['a dynamic import', "export const zip = () => import('../../lambda/zip.ts');"],
  ])('rejects %s of another service', (_, code) => {
    expect(complaints(code)).toEqual([
      'The service sns imports zip.ts of the service lambda. Import lambda/port.ts, and export there what other services may use.',
    ]);
  });

  it('rejects a port below the folder of another service', () => {
    expect(complaints("import '../../lambda/operations/port.ts';")).toHaveLength(1);
  });

  it.each([
    ['the port of another service', "import { zip } from '../../lambda/port.ts';"],
    ['the service itself', "import { TopicStore } from '../topic-store.ts'; import { publish } from './publish-batch.ts';"],
    ['a file outside the services and a Node module', "import { arn } from '../../../core/arn.ts'; import 'node:fs';"],
  ])('accepts an import of %s', (_, code) => {
    expect(complaints(code)).toEqual([]);
  });

  it('does not concern files outside of services', () => {
    expect(complaints("import { zip } from './services/lambda/zip.ts';", '../app.ts')).toEqual([]);
  });
});
