import type { ContainerPorts, JobDirectory, JobHost } from '@stepmaker/sagemaker-jobs/container';
import type { Caller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import { createAwsObjectStore } from './aws-object-store.ts';

/** The container that the ports belong to. */
interface RoleContainer {
  readonly directory: JobDirectory;
  /** The session of the job's or the model's role. */
  readonly caller: Caller;
  readonly region: string;
  /** Receives the lines that the runner itself adds to the container's log. */
  readonly log: (line: string) => void;
}

/** The embedded AWS as a container reaches it: its S3 and its endpoint, with the permissions of a role. */
export function containerPorts(
  runtime: Runtime,
  host: JobHost,
  { directory, caller, region, log }: RoleContainer,
): ContainerPorts {
  return {
    directory,
    store: createAwsObjectStore(runtime.aws, caller, region),
    pythonPath: host.pythonPath,
    aws: runtime.aws.childEnvironment(caller, region),
    log,
  };
}
