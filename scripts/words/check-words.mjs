/**
 * `nx lint workspace`: refuses words that make the prose of this repository hard to read, in comments, strings, identifiers, file names and
 * documentation. A false alarm is reworded: there is no way to silence one line.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findWords } from './find-words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files whose words others wrote, or that are made from files that are checked. */
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

const ofProject = new Map();
for (const { file, line, found, instead } of findings) {
  process.stdout.write(`${file}:${line}: "${found}". ${instead}\n`);
  const project = /^(apps|libs)\/[^/]+|^[^/]+/.exec(file)?.[0] ?? file;
  ofProject.set(project, (ofProject.get(project) ?? 0) + 1);
}
const counts = [...ofProject].sort(([, a], [, b]) => b - a).map(([project, count]) => `${project} ${count}`);
process.stdout.write(
  findings.length === 0
    ? `No refused words in ${files.length} files\n`
    : `\n${findings.length} refused words: ${counts.join(', ')}\n`,
);
if (findings.length > 0) process.exitCode = 1;
