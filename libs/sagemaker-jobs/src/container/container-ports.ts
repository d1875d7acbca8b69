import type { ObjectStore } from '../data/object-store.ts';
import type { JobDirectory } from './job-directory.ts';

/** Settings of a container: the ports through which the runner reaches the world. */
export interface ContainerPorts {
  /** Directory of the container's files on this machine. Made by {@link makeJobDirectory}. */
  readonly directory: JobDirectory;
  /** Store that inputs are read from. */
  readonly store: ObjectStore;
  /** The Python that stands in for that of the image. */
  readonly pythonPath: string;
  /** Variables for calls to AWS: keys, region, endpoint. They win over all others. @default {} */
  readonly aws?: Readonly<Record<string, string>>;
  /** Receives the lines that the runner itself adds to the job's log. */
  readonly log: (line: string) => void;
}
