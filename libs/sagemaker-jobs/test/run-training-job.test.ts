import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTrainingJob } from '../src/index.ts';
import { useWorkDirectory } from './work-directory.ts';

const work = useWorkDirectory();

const unpacked = (archive: string | undefined, name: string): string =>
  execFileSync('tar', ['-xzOf', archive ?? 'no archive', name], { encoding: 'utf8' });

describe('runTrainingJob', () => {
  it('runs a script with its channels and hyperparameters, and packs its model and its output', async () => {
    work.write('data/a.csv', '1\n2\n');
    work.write('data/deep/b.csv', '3\n');
    const schema = work.write('schema.json', '{"target": "price"}');
    const script = work.write(
      'train.py',
      `
import json, os, sys
channel = os.environ['SM_CHANNEL_TRAIN']
rows = open(os.path.join(channel, 'a.csv')).read() + open(os.path.join(channel, 'deep', 'b.csv')).read()
schema = json.load(open(os.path.join(os.environ['SM_CHANNEL_SCHEMA'], 'schema.json')))
print('loss=0.5'); print('loss=0.25', file=sys.stderr)
json.dump([rows, schema, sys.argv[1:], os.environ['TRAINING_JOB_NAME']], open(os.path.join(os.environ['SM_MODEL_DIR'], 'm.json'), 'w'))
open(os.path.join(os.environ['SM_OUTPUT_DATA_DIR'], 'report.txt'), 'w').write('fine')
`,
    );
    const lines: string[] = [];

    const job = await runTrainingJob({
      script,
      name: 'houses',
      channels: { train: work.path('data'), schema },
      hyperparameters: { epochs: 3, optimizer: 'adam', shuffle: true },
      metrics: { loss: 'loss=([0-9.]+)' },
      directory: work.path('run'),
      onLine: (line) => lines.push(line),
    });

    expect(job).toMatchObject({ status: 'Completed', exitCode: 0, metrics: { loss: 0.25 }, directory: work.path('run') });
    expect(job.log).toEqual(['loss=0.5', 'loss=0.25']);
    expect(lines).toEqual(job.log);
    expect(JSON.parse(unpacked(job.modelArchive, 'm.json'))).toEqual([
      '1\n2\n3\n',
      { target: 'price' },
      ['--epochs', '3', '--optimizer', 'adam', '--shuffle', 'True'],
      'houses',
    ]);
    expect(unpacked(job.outputArchive, 'report.txt')).toBe('fine');
    expect(JSON.parse(readFileSync(work.path('run/ml/input/config/hyperparameters.json'), 'utf8'))).toEqual({
      epochs: '3',
      optimizer: 'adam',
      shuffle: 'true',
    });
  });

  it('copies a source directory, so that a script can import its modules', async () => {
    work.write('source/shapes.py', 'SIDES = 4\n');
    work.write('source/train.py', 'import shapes\nprint(shapes.SIDES)\n');

    const job = await runTrainingJob({ script: 'train.py', sourceDirectory: work.path('source'), directory: work.path('run') });

    expect(job).toMatchObject({ status: 'Completed', log: ['4'] });
    expect(job.modelArchive).toBeUndefined();
  });

  it.each(['namespace-or-base-dir', 'base-dir'] as const)('runs a command with paths of the container (%s)', async (root) => {
    const data = work.write('data/x', 'from outside');

    const job = await runTrainingJob({
      entrypoint: ['/bin/sh', '-c', 'cat "$0" && echo && cp "$0" "$MODEL" && env', '/opt/ml/input/data/train/x'],
      channels: { train: data },
      environment: { MODEL: '/opt/ml/model/copy' },
      directory: work.path('run'),
      ...(root === 'base-dir' ? { containerRoot: root } : {}),
    });

    expect(job.status).toBe('Completed');
    expect(job.log[0]).toBe('from outside');
    expect(job.log.filter((line) => line.startsWith('VITEST'))).toEqual([]);
    expect(unpacked(job.modelArchive, 'copy')).toBe('from outside');
  });

  it('gives the reason of a script that fails, and no model', async () => {
    const script = work.write(
      'train.py',
      `import os\nopen(os.environ['SM_MODEL_DIR'] + '/half', 'w').close()\nraise ValueError('no convergence')\n`,
    );

    const job = await runTrainingJob({ script, directory: work.path('run') });

    expect(job).toMatchObject({
      status: 'Failed',
      exitCode: 1,
      failureReason:
        'AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage "ValueError: no convergence", exit code: 1',
    });
    expect(job.modelArchive).toBeUndefined();
    expect(job.log.at(-1)).toBe('ValueError: no convergence');
  });

  it('gives the reason that a container writes to /opt/ml/output/failure', async () => {
    const job = await runTrainingJob({
      entrypoint: ['/bin/sh', '-c', 'echo "too few rows" >"$0"; exit 3', '/opt/ml/output/failure'],
      directory: work.path('run'),
    });

    expect(job).toMatchObject({ status: 'Failed', exitCode: 3, failureReason: 'AlgorithmError: too few rows, exit code: 3' });
  });

  it('is a failed job where a channel has no files', async () => {
    mkdirSync(work.path('empty'));

    const job = await runTrainingJob({
      entrypoint: ['true'],
      channels: { train: work.path('empty') },
      directory: work.path('run'),
    });

    expect(job).toMatchObject({ status: 'Failed', log: [] });
    expect(job.failureReason).toMatch(/^ClientError: Data download failed/);
    expect(job.exitCode).toBeUndefined();
  });

  it('is stopped by its signal, with what the script has saved until then', async () => {
    const stop = new AbortController();
    const script = work.write(
      'train.py',
      `
import os, signal, sys, time
def save(*_):
    open(os.environ['SM_MODEL_DIR'] + '/checkpoint', 'w').write('saved')
    sys.exit(0)
signal.signal(signal.SIGTERM, save)
print('ready')
while True:
    time.sleep(1000)
`,
    );

    const job = await runTrainingJob({
      script,
      directory: work.path('run'),
      signal: stop.signal,
      onLine: () => stop.abort(),
    });

    expect(job).toMatchObject({ status: 'Stopped', log: ['ready'] });
    expect(unpacked(job.modelArchive, 'checkpoint')).toBe('saved');
  });

  it('kills a script that does not end within its grace time', async () => {
    const stop = new AbortController();

    const job = await runTrainingJob({
      entrypoint: ['/bin/sh', '-c', 'trap "" TERM; echo ready; while :; do sleep 1000; done'],
      directory: work.path('run'),
      signal: stop.signal,
      stopGraceMillis: 20,
      onLine: () => stop.abort(),
    });

    expect(job.status).toBe('Stopped');
  });

  it('starts nothing where the signal is aborted before', async () => {
    const job = await runTrainingJob({
      entrypoint: ['/bin/sh', '-c', 'echo started'],
      directory: work.path('run'),
      signal: AbortSignal.abort(),
    });

    expect(job).toMatchObject({ status: 'Stopped', log: [] });
    expect(existsSync(work.path('run/run/log'))).toBe(false);
  });

  it('leaves no process where the caller exits', async () => {
    const caller = `
      import { runTrainingJob } from '@stepmaker/sagemaker-jobs';
      const onLine = (line) => { console.log(line); process.exit(); };
      const entrypoint = ['/bin/sh', '-c', 'echo $$; sleep 1000'];
      await runTrainingJob({ entrypoint, containerRoot: 'base-dir', directory: ${JSON.stringify(work.path('run'))}, onLine });
    `;
    const pid = execFileSync(
      process.execPath,
      ['--conditions=@stepmaker/source', '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', caller],
      { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' },
    );

    const isAlive = (): boolean => {
      try {
        process.kill(Number(pid), 0);
        const stat = `/proc/${pid.trim()}/stat`;
        return !existsSync(stat) || !readFileSync(stat, 'utf8').includes(') Z');
      } catch {
        return false;
      }
    };
    while (isAlive()) await new Promise((resolve) => setImmediate(resolve));
    expect(Number(pid)).toBeGreaterThan(1);
  });

  it('rejects a channel that is missing', async () => {
    const job = runTrainingJob({ entrypoint: ['true'], channels: { train: work.path('nowhere') }, directory: work.path('run') });

    await expect(job).rejects.toThrow(`channels.train: no such file or directory: ${work.path('nowhere')}`);
  });

  it('rejects a directory that is not empty', async () => {
    work.write('run/mine', 'precious');

    const job = runTrainingJob({ entrypoint: ['true'], directory: work.path('run') });

    await expect(job).rejects.toThrow(`The directory ${work.path('run')} is not empty. Pass a new directory for each run.`);
    expect(readFileSync(work.path('run/mine'), 'utf8')).toBe('precious');
  });
});
