/**
 * A part of `nx lint workspace`: refuses words that make the prose of this repository hard to read, in comments, texts, identifiers, file names and
 * documentation. A false alarm is reworded: one line cannot be silenced.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findWords } from './find-words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files that others wrote, or that are generated from files that are checked. */
const NOT_OURS = [
  /^LICENSE/,
  /^libs\/emulator\/models\//,
  /^iac\/(cdk-python\/src\/[^/]+\/assets|cloudformation|terraform)\//,
  /^scripts\/words\//,
];
const CHECKED = /\.(ts|mts|mjs|cjs|js|py|sh|md|yml|tf|grit)$/;

const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n');
const files = listed.filter(
  (file) => CHECKED.test(file) && !NOT_OURS.some((pattern) => pattern.test(file)) && existsSync(`${root}/${file}`),
);
const findings = files.flatMap((file) => findWords(file, readFileSync(`${root}/${file}`, 'utf8')));
for (const { file, line, found, instead } of findings) process.stdout.write(`${file}:${line}: "${found}". ${instead}\n`);
process.stdout.write(`${findings.length} refused words in ${files.length} files\n`);
if (findings.length > 0) process.exitCode = 1;
