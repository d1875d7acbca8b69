import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type ObjectStore, ObjectStoreError } from '../data/object-store.ts';
import { uploadOutput } from '../data/output-data.ts';
import type { ContainerEnd } from '../process/container-end.ts';
import type { JobDirectory } from './job-directory.ts';
import { outputPaths, type ProcessingJob } from './processing-job.ts';

/** Maximum size of an `ExitMessage`, in bytes. */
const MESSAGE_BYTES = 1_024;

/** Output of a processing job's container. */
export interface ProcessingOutcome {
  /** The first 1,024 bytes of `/opt/ml/output/message`. */
  readonly exitMessage?: string;
  /** Absent for a job that completed or was stopped. */
  readonly failureReason?: string;
}

/**
 * Uploads the outputs of a processing job whose container has ended, and reads its exit message. Outputs of a failed container are
 * uploaded too.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/build-your-own-processing-container.html
 */
export async function collectProcessing(
  job: ProcessingJob,
  directory: JobDirectory,
  store: ObjectStore,
  end: ContainerEnd,
): Promise<ProcessingOutcome> {
  const message = await readMessage(directory);
  if (message instanceof Uint8Array)
    return { failureReason: 'ClientError: The exit message in /opt/ml/output/message is not UTF-8' };
  const outcome = message === undefined ? {} : { exitMessage: message };
  try {
    await Promise.all(outputPaths(job, directory.base).map(({ path, uri }) => uploadOutput(store, path, uri)));
  } catch (error) {
    if (!(error instanceof ObjectStoreError)) throw error;
    return { ...outcome, failureReason: `ClientError: Failed to upload data. ${error.message}` };
  }
  if (end.type === 'exited' && end.code !== 0)
    return { ...outcome, failureReason: 'AlgorithmError: See job logs for more information' };
  return outcome;
}

/** The first 1 kB of the container's exit message; its bytes where they are not UTF-8; undefined where it wrote none. */
async function readMessage(directory: JobDirectory): Promise<string | Uint8Array | undefined> {
  const file = await open(join(directory.base, 'output', 'message')).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MESSAGE_BYTES + 4), 0, MESSAGE_BYTES);
    const bytes = buffer.subarray(0, bytesRead);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    } catch {
      return bytes;
    }
  } finally {
    await file.close();
  }
}
