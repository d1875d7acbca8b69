/**
 * Runs the suites on a target: `nx e2e e2e`, `--configuration=localstack`, `--configuration=aws [--record]`. Other options go to
 * Vitest, e.g. `-t 'rejected'`.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TARGETS = ['emulator', 'localstack', 'aws'];
const options = { target: { type: 'string', default: 'emulator' }, record: { type: 'boolean', default: false } };
const { values, tokens } = parseArgs({ options, strict: false, allowPositionals: true, tokens: true });
if (!TARGETS.includes(values.target)) {
  process.stderr.write(`--target must be one of ${TARGETS.join(', ')}, was ${values.target}\n`);
  process.exit(1);
}
if (values.record && values.target !== 'aws') {
  process.stderr.write('--record keeps what AWS has answered: it goes with --configuration=aws\n');
  process.exit(1);
}
const own = new Set(
  tokens
    .filter(({ kind, name }) => kind === 'option' && name in options)
    .flatMap(({ index, inlineValue, value }) => (value !== undefined && !inlineValue ? [index, index + 1] : [index])),
);
const rest = process.argv.slice(2).filter((_, index) => !own.has(index));
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const child = spawn(process.execPath, [vitest, 'run', '--config', 'e2e.vitest.config.ts', ...rest], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: 'inherit',
  env: { ...process.env, STEPMAKER_E2E_TARGET: values.target, ...(values.record && { STEPMAKER_E2E_RECORD: '1' }) },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
