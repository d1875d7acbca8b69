/** `nx run iac:generate`: writes what the other ways in take from the CDK app. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GENERATED_FOLDERS, generatedFiles } from './generated-files.ts';
import { readLifecycleCode, readTemplate } from './template/template.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

for (const folder of GENERATED_FOLDERS) rmSync(join(PROJECT, folder), { recursive: true, force: true });
for (const [path, content] of generatedFiles(readTemplate(), readLifecycleCode())) {
  const file = join(PROJECT, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  process.stdout.write(`${path}  ${Buffer.byteLength(content)} bytes\n`);
}
