/** Runs the tests with the prepared Python, and again with the oldest scikit-learn where `.venv-oldest` has been made (see README). */
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findPython, runModule } from './python.mjs';

const oldest = fileURLToPath(new URL('../.venv-oldest/bin/python', import.meta.url));
const environments = { pytest: findPython(), ...(existsSync(oldest) && { 'pytest-oldest': oldest }) };
rmSync(new URL('test-results', import.meta.url), { recursive: true, force: true });
for (const [report, python] of Object.entries(environments)) {
  runModule(
    python,
    'pytest',
    '--quiet',
    '-p',
    'no:cacheprovider',
    `--junitxml=test-results/${report}.xml`,
    ...process.argv.slice(2),
  );
}
