import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JobProcess } from '../process/job-process.ts';
import { type ContainerRoot, inContainerRoot, probeContainerRoot, rebase } from './container-root.ts';
import { type JobDirectory, jobDirectory, makeJobDirectory } from './job-directory.ts';

let path: string;
let directory: JobDirectory;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'stepmaker-root-'));
  directory = makeJobDirectory(jobDirectory(join(path, 'job')));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

async function run(root: ContainerRoot, argv: readonly string[]): Promise<string> {
  const command = {
    argv,
    environment: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DATA: '/opt/ml/input/data' },
    cwd: directory.work,
  };
  const job = JobProcess.start(directory.run, inContainerRoot(root, { base: directory.base, scratch: directory.path }, command));
  const { code } = await job.exited;
  const log = readFileSync(join(directory.run, 'log'), 'utf8');
  expect({ code, log }).toMatchObject({ code: 0 });
  return log;
}

const roots: ContainerRoot[] = (await probeContainerRoot()) === 'namespace' ? ['namespace', 'base-dir'] : ['base-dir'];

describe.each(roots)('/opt/ml by %s', (root) => {
  it('is the directory of the job, for reading and writing', async () => {
    writeFileSync(join(directory.base, 'given'), 'from outside');

    const log = await run(root, ['/bin/sh', '-c', 'cat "$1/given" && echo made >"$1/made"', 'job', '/opt/ml']);

    expect(log).toBe('from outside');
    expect(readFileSync(join(directory.base, 'made'), 'utf8')).toBe('made\n');
  });

  it('is what environment variables name', async () => {
    const log = await run(root, ['/bin/sh', '-c', 'mkdir -p "$DATA" && echo x >"$DATA/x"']);

    expect(log).toBe('');
    expect(readFileSync(join(directory.base, 'input', 'data', 'x'), 'utf8')).toBe('x\n');
  });
});

const hasNamespaces = roots.includes('namespace');
describe.runIf(hasNamespaces)(`a real /opt/ml${hasNamespaces ? '' : ' (skipped: this system has no user namespaces)'}`, () => {
  it('leaves what else lies in /opt where it is, and is seen by the job alone', async () => {
    const before = readdirSync('/opt').filter((name) => name !== 'ml');

    const log = await run('namespace', ['ls', '-A', '/opt']);

    expect(log.trim().split('\n').sort()).toEqual([...before, 'ml'].sort());
    expect(readdirSync('/opt').filter((name) => name !== 'ml')).toEqual(before);
  });
});

describe('rebase', () => {
  it.each([
    ['/opt/ml', '/base'],
    ['/opt/ml/input/data', '/base/input/data'],
    ['--data=/opt/ml/input:/opt/ml/model', '--data=/base/input:/base/model'],
    ['s3://bucket/opt/ml/x', 's3://bucket/opt/ml/x'],
    ['s3://opt/ml/x', 's3://opt/ml/x'],
    ['/opt/mlflow /opt/ml-models', '/opt/mlflow /opt/ml-models'],
  ])('turns %s into %s', (text, expected) => {
    expect(rebase(text, '/base')).toBe(expected);
  });
});
