import { fork } from 'node:child_process';
import { join } from 'node:path';

/** The embedded AWS with a served model, in a separate process. */
export interface ServedModel extends AsyncDisposable {
  readonly config: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  readonly stackName: string;
  readonly endpointName: string;
}

/** Starts it and runs the pipeline once. */
export async function serveModel(): Promise<ServedModel> {
  const child = fork(join(import.meta.dirname, '../../pipeline-local/bench/serve-model.mjs'), {
    // Where the Python environment is.
    cwd: join(import.meta.dirname, '../../..'),
    execArgv: ['--conditions=@stepmaker/source', '--disable-warning=ExperimentalWarning'],
  });
  const message = await new Promise<Omit<ServedModel, keyof AsyncDisposable>>((resolve, reject) => {
    child.once('message', (value) => resolve(value as Omit<ServedModel, keyof AsyncDisposable>));
    child.once('exit', (code) => reject(new Error(`The embedded AWS ended with ${code}`)));
  });
  return {
    ...message,
    async [Symbol.asyncDispose]() {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.send('enough');
      await exited;
    },
  };
}
