import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ContainerError } from '../container/container-error.ts';
import { modelServerCommand, PING_WINDOW_MILLIS, unpackModel, waitUntilServing } from '../container/model-container.ts';
import { directoryObjectStore } from '../data/directory-object-store.ts';
import { ContainerRun } from './container-run.ts';
import { requireInputs } from './input-paths.ts';
import { copyScript, type Script } from './job-code.ts';
import { ModelServer } from './model-server.ts';
import type { RunOptions } from './run-options.ts';

/** The image whose model server is stood in for. */
const IMAGE = 'sagemaker-scikit-learn';
/** SageMaker gives hosting containers 30 s between SIGTERM and SIGKILL. */
const STOP_GRACE_MILLIS = 30_000;

/** Options of {@link serveModel}. `stopGraceMillis` is 30000 by default, as in SageMaker hosting. */
export interface ServeModelOptions extends RunOptions {
  /** `model.tar.gz` of a training job, or a directory. It is unpacked or copied to `/opt/ml/model`. */
  readonly model: string;
  /** The inference script. @default - `code/inference.py` in the model */
  readonly script?: string;
  /** See {@link Script}. @default - the script alone is copied */
  readonly sourceDirectory?: string;
}

/**
 * Serves a model as an endpoint of SageMaker does with the scikit-learn image: the script's `model_fn` loads it, and `transform_fn`, or
 * `input_fn`, `predict_fn` and `output_fn`, answer requests.
 *
 * @returns the server, once GET /ping has answered 200
 * @throws ContainerError where the server ends or does not answer within four minutes; the message has the last lines of its log
 * @throws Error where the model is missing or the directory is not empty; the signal's reason where it is aborted meanwhile
 * @example
 * await using server = await serveModel({ model: 'model.tar.gz', script: 'inference.py' });
 * const { body } = await server.invoke('{"instances": [[1, 2]]}');
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
 */
export async function serveModel(options: ServeModelOptions): Promise<ModelServer> {
  const { model, environment = {} } = options;
  requireInputs('options', { model });
  const run = await ContainerRun.open({ stopGraceMillis: STOP_GRACE_MILLIS, ...options });
  const container = {
    image: IMAGE,
    modelData: statSync(model).isDirectory() ? 's3://model/' : `s3://model/${basename(model)}`,
    environment: { ...(await codeVariables(options, run.directory.base)), ...environment },
  };
  const ports = run.ports(directoryObjectStore({ model }));
  try {
    await unpackModel(container, ports);
    run.signal.throwIfAborted();
    const process = await run.start(modelServerCommand(container, ports));
    const stop = new AbortController();
    const ended = run.waitForEnd(process, AbortSignal.any([run.signal, stop.signal]));
    const port = await waitUntilServing(process, run.directory, PING_WINDOW_MILLIS);
    if (port !== undefined) return new ModelServer({ port, log: run.log, ended, stop: () => stop.abort() });
    process.kill();
    await ended;
    run.signal.throwIfAborted();
    throw new ContainerError(`The model server did not answer GET /ping. Its log ends:\n${run.log.slice(-5).join('\n')}`);
  } catch (error) {
    await run.close();
    throw error;
  }
}

/** The variables that name the inference script. A script of the caller's is copied to `/opt/ml/code`. */
async function codeVariables({ script, sourceDirectory }: ServeModelOptions, base: string): Promise<Record<string, string>> {
  if (script === undefined) return { SAGEMAKER_PROGRAM: 'inference.py', SAGEMAKER_SUBMIT_DIRECTORY: '/opt/ml/model/code' };
  const code: Script = sourceDirectory === undefined ? { script } : { script, sourceDirectory };
  return { SAGEMAKER_PROGRAM: await copyScript(code, join(base, 'code')) };
}
