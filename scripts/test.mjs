/** `npm test`: sets the machine up, then runs lint, type checks, the check of the public API, unit, Python and end-to-end tests through Nx, and counts them. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nodeFirst } from './setup/build.mjs';
import { prepareOldestPython } from './setup/python.mjs';
import { bootstrap, orExplain, root } from './setup.mjs';

await orExplain(async () => {
  const { node, python } = await bootstrap();
  const oldest = await prepareOldestPython(root);
  const env = { ...nodeFirst(root), STEPMAKER_PYTHON: python, ...(oldest && { STEPMAKER_OLDEST_PYTHON: oldest }) };
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const commands = [
    [nx, 'sync:check'],
    [
      nx,
      'run-many',
      '-t',
      'lint',
      'typecheck',
      'api-check',
      'test',
      'e2e',
      '--parallel=2',
      '--outputStyle=static',
      ...process.argv.slice(2),
    ],
    [join(root, 'scripts/check-licences.mjs')],
  ];
  let failed = false;
  for (const args of commands) failed = (await exitCode(node, args, env)) !== 0 || failed;
  const counts = countTests();
  for (const failure of counts.failures) process.stdout.write(`failed: ${failure}\n`);
  process.stdout.write(
    `\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}\n`,
  );
  if (failed || counts.failed > 0) process.exitCode = 1;
});

function exitCode(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Sums the reports that the projects' test runs leave under `test-results/`, Vitest's JSON and pytest's JUnit XML, and names the tests that failed. */
function countTests() {
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const project of ['apps', 'libs']
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)))
    .concat('e2e', 'iac', 'ml')) {
    const directory = join(root, project, 'test-results');
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) continue;
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = entry.name;
      const text = readFileSync(join(directory, file), 'utf8');
      if (file.endsWith('.json')) {
        const report = JSON.parse(text);
        counts.passed += report.numPassedTests;
        counts.failed += report.numFailedTests;
        counts.skipped += report.numPendingTests + report.numTodoTests;
        counts.failures.push(...failuresOf(report));
      } else if (file.endsWith('.xml')) {
        const number = (name) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(text)?.[1] ?? 0);
        const bad = number('failures') + number('errors');
        counts.failed += bad;
        if (bad > 0) counts.failures.push(`${bad} in ${join(project, 'test-results', file)}`);
        counts.skipped += number('skipped');
        counts.passed += number('tests') - bad - number('skipped');
      }
    }
  }
  return counts;
}

/** A line for each failed test of a Vitest report: file, title and the first line of the error. A file that failed to load has no tests. */
function failuresOf(report) {
  return report.testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message) return [`${file}: ${firstLine(message)}`];
    return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0] ?? '')}`);
  });
}

function firstLine(text) {
  return text.split('\n', 1)[0];
}
