/**
 * A part of `nx lint workspace`: counts words that make the prose of this repository hard to read, in comments, texts, identifiers, file names
 * and documentation. A project may not have more of them than `baseline.json` says, and the baseline may only go down. A false alarm is
 * reworded: one line cannot be silenced.
 *
 *     node scripts/words/check-words.mjs            # compares with the baseline
 *     node scripts/words/check-words.mjs --list     # prints every refused word with its place
 *     node scripts/words/check-words.mjs --update   # writes the baseline
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findWords } from './find-words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const baselineFile = fileURLToPath(new URL('baseline.json', import.meta.url));

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
const ofProject = Map.groupBy(findings, ({ file }) => /^(apps|libs)\/[^/]+|^[^/]+/.exec(file)[0]);
const counts = Object.fromEntries([...ofProject].map(([project, { length }]) => [project, length]).toSorted());

if (process.argv.includes('--list')) for (const finding of findings) print(finding);
if (process.argv.includes('--update')) writeFileSync(baselineFile, `${JSON.stringify(counts, undefined, 2)}\n`);

const baseline = JSON.parse(readFileSync(baselineFile, 'utf8'));
for (const project of new Set([...Object.keys(baseline), ...Object.keys(counts)])) {
  const [is, may] = [counts[project] ?? 0, baseline[project] ?? 0];
  if (is === may) continue;
  process.exitCode = 1;
  process.stdout.write(`${project}: ${is} refused words, ${may} in the baseline. `);
  process.stdout.write(is < may ? 'Lower the baseline: node scripts/words/check-words.mjs --update\n' : 'Reword the new ones:\n');
  if (is > may) for (const finding of ofProject.get(project)) print(finding);
}
process.stdout.write(`${findings.length} refused words in ${files.length} files\n`);

function print({ file, line, found, instead }) {
  process.stdout.write(`${file}:${line}: "${found}". ${instead}\n`);
}
