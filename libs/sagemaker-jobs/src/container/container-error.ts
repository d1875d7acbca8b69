/**
 * Why SageMaker, not the container, fails a job, e.g. `ClientError: Data download failed: …`. The message is the whole
 * `FailureReason`, in AWS's words where they are known.
 */
export class ContainerError extends Error {
  override readonly name = 'ContainerError';
}
