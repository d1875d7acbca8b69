/**
 * Fails when a package of the lock file has a licence that is not known to be permissive. A package whose manifest states none,
 * or states it in an old form, is listed here by name with what its licence file says.
 */
import { readFileSync } from 'node:fs';

const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
]);

/** Reviewed by hand: name → licence and why it may stay. */
const REVIEWED = {
  // Of testcontainers, by way of Docker over SSH; their manifests state it in npm's old form.
  buildcheck: 'MIT, by its licence file',
  'cpu-features': 'MIT, by its licence file',
  ssh2: 'MIT, by its licence file',
  'caniuse-lite': 'CC-BY-4.0, data tables read at build time only',
  lightningcss: 'MPL-2.0, unmodified, a build-time dependency of vite',
};

/** True when an SPDX expression lets us choose a permissive licence. */
function isPermissive(expression) {
  const plain = expression.replace(/[()]/g, '');
  return plain.split(/\s+OR\s+/).some((choice) => choice.split(/\s+AND\s+/).every((licence) => PERMISSIVE.has(licence.trim())));
}

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const problems = [];
let checked = 0;
for (const [path, entry] of Object.entries(packages)) {
  if (path === '' || entry.link || !path.includes('node_modules/')) continue;
  checked += 1;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const reviewed = Object.keys(REVIEWED).some((known) => name === known || name.startsWith(`${known}-`));
  if (!reviewed && !(entry.license && isPermissive(entry.license)))
    problems.push(`${name} ${entry.version}: ${entry.license ?? 'no licence stated'}`);
  if (entry.resolved && !entry.resolved.startsWith('https://registry.npmjs.org/'))
    problems.push(`${name}: resolved from ${new URL(entry.resolved).host}`);
}
if (problems.length > 0) {
  process.stderr.write(`Licences to look at (${problems.length} of ${checked} packages):\n  ${problems.join('\n  ')}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`licences: ${checked} packages, all permissive\n`);
}
