/**
 * SageMaker's container contract in parts, for a service that runs containers itself: `/opt/ml` of each kind of job, commands and
 * environments, supervised processes that outlive their server, archives. The embedded AWS is built from it.
 */

export { directoryObjectStore } from '../data/directory-object-store.ts';
export { downloadInput, type InputData } from '../data/input-data.ts';
export { type ObjectStore, ObjectStoreError, type StoredObject } from '../data/object-store.ts';
export { uploadOutput } from '../data/output-data.ts';
export { belowS3Uri, parseS3Uri, type S3Uri } from '../data/s3-uri.ts';
export { packTarGz, unpackTarGz } from '../data/tar-archive.ts';
export type { Clock } from '../process/clock.ts';
export { type ContainerEnd, type EndConditions, endOf, waitForEnd } from '../process/container-end.ts';
export { type ContainerCommand, type JobExit, JobProcess } from '../process/job-process.ts';
export { type LineListener, LogFile } from '../process/log-file.ts';
export {
  ContainerClient,
  type ContainerRequest,
  type ContainerResponse,
  type ContainerStream,
  ContainerTimeoutError,
} from './container-client.ts';
export { ContainerError } from './container-error.ts';
export type { ContainerPorts } from './container-ports.ts';
export type { ContainerRoot } from './container-root.ts';
export { isEcrImage } from './framework-image.ts';
export { type JobDirectory, jobDirectory, makeJobDirectory } from './job-directory.ts';
export { JobHost, type JobHostOptions } from './job-host.ts';
export { compileMetricDefinitions, type MetricDefinition, type MetricReader, type MetricValue } from './metric-definitions.ts';
export {
  type ModelContainer,
  modelServerCommand,
  PING_WINDOW_MILLIS,
  unpackModel,
  waitUntilServing,
} from './model-container.ts';
export { prepareProcessing } from './processing-container.ts';
export type { ProcessingJob, S3Place } from './processing-job.ts';
export { collectProcessing, type ProcessingOutcome } from './processing-output.ts';
export { prepareTraining } from './training-container.ts';
export type { TrainingChannel, TrainingJob } from './training-job.ts';
export { checkpointDirectory, packTrainingOutput, type TrainingArchives, trainingFailureReason } from './training-output.ts';
