import { join, posix } from 'node:path';
import { prepareProcessing } from '../container/processing-container.ts';
import type { ProcessingJob } from '../container/processing-job.ts';
import { collectProcessing } from '../container/processing-output.ts';
import { directoryObjectStore } from '../data/directory-object-store.ts';
import { ContainerRun } from './container-run.ts';
import { requireInputs } from './input-paths.ts';
import { copyScript, type JobCode } from './job-code.ts';
import type { JobResult, RunOptions } from './run-options.ts';

const PROCESSING = '/opt/ml/processing';

/** Options of {@link runProcessingJob}. */
export type ProcessingJobOptions = JobCode & ProcessingOptions;

interface ProcessingOptions extends RunOptions {
  /** Arguments of the script or the command. @default [] */
  readonly arguments?: readonly string[];
  /** A local directory or file by input. It is copied to `/opt/ml/processing/input/<name>`. @default {} */
  readonly inputs?: Readonly<Record<string, string>>;
  /** A local directory by output. `/opt/ml/processing/output/<name>` is copied there when the job has ended. @default {} */
  readonly outputs?: Readonly<Record<string, string>>;
}

/** Result of a processing job. */
export interface ProcessingJobResult extends JobResult {
  /** Content of `/opt/ml/output/message`, 1,024 bytes at most. */
  readonly exitMessage?: string;
}

/**
 * Runs a SageMaker processing job as a process of this machine. The container contract is SageMaker's: inputs, a script and outputs below
 * `/opt/ml/processing`, the request in `/opt/ml/config/processingjobconfig.json`.
 *
 * @returns the job's result, also where the job fails
 * @throws Error where the run cannot begin: a missing input, or a directory that is not empty
 * @example
 * const job = await runProcessingJob({
 *   script: 'preprocess.py',
 *   arguments: ['--seed', '1'],
 *   inputs: { data: './houses.csv' },
 *   outputs: { train: './prepared/train', test: './prepared/test' },
 * });
 * job.status; // Completed
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/build-your-own-processing-container.html
 */
export async function runProcessingJob(options: ProcessingJobOptions): Promise<ProcessingJobResult> {
  const { inputs = {}, outputs = {}, environment = {} } = options;
  requireInputs('inputs', inputs);
  const run = await ContainerRun.open(options);
  const job: ProcessingJob = {
    request: {
      AppSpecification: {
        ContainerEntrypoint: await entrypointOf(options, run.directory.base),
        ContainerArguments: options.arguments,
      },
      Environment: environment,
      ProcessingInputs: Object.keys(inputs).map((name) => ({
        InputName: name,
        S3Input: { S3Uri: `s3://input-${name}/`, S3DataType: 'S3Prefix', LocalPath: `${PROCESSING}/input/${name}` },
      })),
      ProcessingOutputConfig: {
        Outputs: Object.keys(outputs).map((name) => ({
          OutputName: name,
          S3Output: { S3Uri: `s3://output-${name}/`, LocalPath: `${PROCESSING}/output/${name}` },
        })),
      },
    },
  };
  const store = directoryObjectStore({ ...buckets('input', inputs), ...buckets('output', outputs) });
  let exitMessage: string | undefined;
  const result = await run.result(async () => {
    const end = await run.toEnd(await prepareProcessing(job, run.ports(store)));
    const outcome = await collectProcessing(job, run.directory, store, end);
    exitMessage = outcome.exitMessage;
    return { end, failureReason: outcome.failureReason };
  });
  return { ...result, ...(exitMessage === undefined ? {} : { exitMessage }) };
}

/** The command of a job. A script is copied to where SageMaker's SDK puts it. */
async function entrypointOf(code: JobCode, base: string): Promise<readonly string[]> {
  if (code.script === undefined) return code.entrypoint;
  const program = await copyScript(code, join(base, 'processing', 'input', 'code'));
  return [program.endsWith('.py') ? 'python3' : '/bin/sh', posix.join(PROCESSING, 'input', 'code', program)];
}

function buckets(kind: 'input' | 'output', paths: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [`${kind}-${name}`, path]));
}
