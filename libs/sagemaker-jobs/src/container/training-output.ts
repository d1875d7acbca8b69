import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from '../data/output-data.ts';
import { packTarGz } from '../data/tar-archive.ts';
import { type JobDirectory, pathWithin } from './job-directory.ts';
import { userScriptError } from './toolkit-error.ts';

/** AWS's words for a container that the system killed for its memory. */
const OUT_OF_MEMORY =
  'ClientError: Please use an instance type with more memory, or reduce the size of training data processed on an instance.';
/** Maximum length of a `FailureReason`, in characters: the failure file is cut so that the exit code fits. */
const FAILURE_CHARACTERS = 1_024;

/** The archives of a training job, as paths on this machine. */
export interface TrainingArchives {
  /** `model.tar.gz`; absent where `/opt/ml/model` is empty, and for a job that failed. */
  readonly model?: string;
  /** `output.tar.gz`; absent where `/opt/ml/output/data` is empty. */
  readonly output?: string;
}

/**
 * Packs what a training container left in `/opt/ml/model` and `/opt/ml/output/data`.
 *
 * @param failed a failed job has no model
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-output.html
 */
export async function packTrainingOutput({ base, path }: JobDirectory, failed: boolean): Promise<TrainingArchives> {
  const pack = async (source: string, archive: string): Promise<string | undefined> =>
    (await packTarGz(source, archive)) === 0 ? undefined : archive;
  const [model, output] = await Promise.all([
    failed ? undefined : pack(join(base, 'model'), join(path, 'model.tar.gz')),
    pack(join(base, 'output', 'data'), join(path, 'output.tar.gz')),
  ]);
  return { ...(model === undefined ? {} : { model }), ...(output === undefined ? {} : { output }) };
}

/**
 * The `FailureReason` of a training job whose container exited with a code other than 0: the content of `/opt/ml/output/failure`, or
 * the last line of the log for a script in script mode.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-output.html
 */
export async function trainingFailureReason(directory: JobDirectory, code: number, lastLine: string): Promise<string> {
  const written = await readFile(join(directory.base, 'output', 'failure'), 'utf8').catch(() => undefined);
  if (written === undefined && code === 137) return OUT_OF_MEMORY;
  const scriptMode = written === undefined && (await filesBelow(join(directory.base, 'code'))).length > 0;
  const text = scriptMode ? userScriptError(code, lastLine) : (written ?? '');
  const [before, after] = ['AlgorithmError: ', `, exit code: ${code}`];
  return before + text.trim().slice(0, FAILURE_CHARACTERS - before.length - after.length) + after;
}

/** The directory of a job's checkpoints on this machine. `/opt/ml/checkpoints` unless the request has another path. */
export function checkpointDirectory(localPath: string | undefined, base: string): string {
  const below = /^\/opt\/ml\/(.+)$/.exec(localPath ?? '/opt/ml/checkpoints')?.[1];
  return (below === undefined ? undefined : pathWithin(base, below)) ?? join(base, 'checkpoints');
}
