/**
 * The public surface of every publishable package, as text under its `api/`, so that a change of the surface shows in the diff.
 *
 * `npx nx api-report workspace` writes it; `npx nx api-check`, a part of `npm test`, fails where the text differs from the sources.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { entriesOf, publishablePackages } from './api/packages.mjs';
import { apiReports } from './api/report.mjs';

const root = join(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');
const stale = publishablePackages(root).flatMap((directory) => (isCheck ? differences(directory) : write(directory)));

if (stale.length > 0) {
  process.stderr.write(`The public API differs from its snapshot. Review the change, then: npx nx api-report workspace\n`);
  for (const file of stale) process.stderr.write(`  ${file}\n`);
  process.exitCode = 1;
}

/** The files that differ from the sources, and those of former entries. */
function differences(directory) {
  const reports = apiReports(directory, entriesOf(directory));
  const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  const changed = [...reports].filter(([file, report]) => read(join(directory, 'api', file)) !== report).map(([file]) => file);
  return [...changed, ...obsolete(directory, reports)].map((file) => relative(root, join(directory, 'api', file)));
}

function write(directory) {
  const reports = apiReports(directory, entriesOf(directory));
  mkdirSync(join(directory, 'api'), { recursive: true });
  for (const file of obsolete(directory, reports)) rmSync(join(directory, 'api', file));
  for (const [file, report] of reports) writeFileSync(join(directory, 'api', file), report);
  process.stdout.write(`${basename(directory)}: ${[...reports.keys()].join(', ')}\n`);
  return [];
}

function obsolete(directory, reports) {
  const folder = join(directory, 'api');
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.api.md') && !reports.has(file)) : [];
}
