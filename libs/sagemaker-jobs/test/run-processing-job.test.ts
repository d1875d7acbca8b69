import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runProcessingJob } from '../src/index.ts';
import { useWorkDirectory } from './work-directory.ts';

const work = useWorkDirectory();

describe('runProcessingJob', () => {
  it('runs a script over its inputs, and copies its outputs', async () => {
    const data = work.write('houses.csv', '1\n2\n3\n');
    const script = work.write(
      'split.py',
      `
import json, os, sys
base = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml')
rows = open(base + '/processing/input/data/houses.csv').read().split()
for name, part in (('train', rows[:-1]), ('test', rows[-1:])):
    os.makedirs(base + '/processing/output/' + name + '/deep')
    open(base + '/processing/output/' + name + '/deep/part.csv', 'w').write(' '.join(part))
config = json.load(open(base + '/config/processingjobconfig.json'))
print(sys.argv[1:], config['ProcessingInputs'][0]['S3Input']['LocalPath'])
open(base + '/output/message', 'w').write('split 3 rows')
`,
    );

    const job = await runProcessingJob({
      script,
      arguments: ['--seed', '1'],
      inputs: { data },
      outputs: { train: work.path('prepared/train'), test: work.path('prepared/test') },
      directory: work.path('run'),
    });

    expect(job).toMatchObject({ status: 'Completed', exitCode: 0, exitMessage: 'split 3 rows' });
    expect(job.log).toEqual(["['--seed', '1'] /opt/ml/processing/input/data"]);
    expect(readFileSync(work.path('prepared/train/deep/part.csv'), 'utf8')).toBe('1 2');
    expect(readFileSync(work.path('prepared/test/deep/part.csv'), 'utf8')).toBe('3');
  });

  it('keeps the outputs of a command that fails', async () => {
    const job = await runProcessingJob({
      entrypoint: ['/bin/sh', '-c', 'echo half >"$0/report"; exit 4', '/opt/ml/processing/output/report'],
      outputs: { report: work.path('report') },
      directory: work.path('run'),
    });

    expect(job).toMatchObject({
      status: 'Failed',
      exitCode: 4,
      failureReason: 'AlgorithmError: See job logs for more information',
    });
    expect(readFileSync(work.path('report/report'), 'utf8')).toBe('half\n');
  });

  it('runs a shell script, and is stopped by its signal', async () => {
    const stop = new AbortController();
    const script = work.write('wait.sh', 'echo "$1"; sleep 1000\n');

    const job = await runProcessingJob({
      script,
      arguments: ['ready'],
      directory: work.path('run'),
      signal: stop.signal,
      onLine: () => stop.abort(),
    });

    expect(job).toMatchObject({ status: 'Stopped', log: ['ready'] });
  });

  it('rejects an input that is missing', async () => {
    const job = runProcessingJob({ entrypoint: ['true'], inputs: { data: work.path('nowhere') }, directory: work.path('run') });

    await expect(job).rejects.toThrow(`inputs.data: no such file or directory: ${work.path('nowhere')}`);
    expect(existsSync(work.path('run'))).toBe(false);
  });
});
