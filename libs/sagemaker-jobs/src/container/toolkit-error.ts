import { ContainerError } from './container-error.ts';

/**
 * Report of the training toolkit where it cannot prepare a script: the Python exception, without the toolkit's own traceback.
 *
 * @param exception the type and its message, as Python prints them
 * @param code of the container's exit: the exception's `errno`, else 1
 * @see https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/trainer.py
 */
export function frameworkError(exception: { readonly type: string; readonly message: string }, code = 1): ContainerError {
  const { type, message } = exception;
  return new ContainerError(`AlgorithmError: framework error: \n${type}: ${message}\n${message}, exit code: ${code}`);
}

/** Report of the training toolkit where a path is missing; with the container's own path. */
export function missingFile(path: string): ContainerError {
  return frameworkError({ type: 'FileNotFoundError', message: `[Errno 2] No such file or directory: '${path}'` }, 2);
}

/**
 * Report of the training toolkit where a script failed.
 *
 * @param message the last line that the script wrote
 * @see https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/errors.py
 */
export function userScriptError(code: number, message: string): string {
  return `ExecuteUserScriptError:\nExitCode ${code}\nErrorMessage "${message}"`;
}
