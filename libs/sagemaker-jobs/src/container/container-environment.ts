import { accessSync, constants } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import type { ContainerCommand } from '../process/job-process.ts';
import type { JobDirectory } from './job-directory.ts';

/** The sources of a container's environment. */
export interface ContainerEnvironment {
  readonly directory: JobDirectory;
  readonly pythonPath: string;
  /** The request's own `Environment`. */
  readonly requested?: Readonly<Record<string, string | undefined>> | undefined;
  /** Variables of the container contract, e.g. `TRAINING_JOB_NAME`. */
  readonly contract?: Readonly<Record<string, string>>;
  /** The role's temporary keys and where to call; wins over all, so that no job reaches a real account by accident. */
  readonly aws: Readonly<Record<string, string>>;
}

/** Maximum length of `TMPDIR`: sockets below a longer one, as Python's multiprocessing makes them, exceed the system's limit. */
const MAX_TMPDIR = 72;

/** The environment of a container, built from nothing: no variable of this process is inherited. */
export function containerEnvironment({
  directory,
  pythonPath,
  requested = {},
  contract = {},
  aws,
}: ContainerEnvironment): Record<string, string> {
  const environment: Record<string, string> = {
    PATH: [
      ...(pythonPath.includes('/') ? [dirname(pythonPath)] : []),
      '/usr/local/sbin',
      '/usr/local/bin',
      '/usr/sbin',
      '/usr/bin',
      '/sbin',
      '/bin',
    ].join(delimiter),
    HOME: directory.home,
    ...(directory.tmp.length > MAX_TMPDIR ? {} : { TMPDIR: directory.tmp }),
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    PYTHONUNBUFFERED: '1',
    PYTHONIOENCODING: 'UTF-8',
    ...contract,
  };
  for (const [name, value] of Object.entries(requested)) if (value !== undefined) environment[name] = value;
  return {
    ...environment,
    ...aws,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

/** Directories in which the images keep their Python. */
const IMAGE_PYTHON_DIRECTORIES: ReadonlySet<string> = new Set([
  '.',
  '/usr/bin',
  '/usr/local/bin',
  '/miniconda3/bin',
  '/opt/conda/bin',
]);

/** Replaces an image's Python at the head of an entrypoint by the local one. */
export function withLocalPython(argv: readonly string[], pythonPath: string): string[] {
  const [head = '', ...rest] = argv;
  const isPython = /^python(3(\.\d+)?)?$/.test(basename(head)) && IMAGE_PYTHON_DIRECTORIES.has(dirname(head));
  return [isPython ? pythonPath : head, ...rest];
}

/**
 * Passes variables whose names a shell does not accept, such as `SM_HP_BATCH-SIZE`, by `env`: the supervisor's shell would drop them.
 */
export function withUncommonVariables(command: ContainerCommand): ContainerCommand {
  const uncommon = Object.entries(command.environment).filter(([name]) => !/^[A-Za-z_]\w*$/.test(name));
  if (uncommon.length === 0) return command;
  return { ...command, argv: ['env', ...uncommon.map(([name, value]) => `${name}=${value}`), ...command.argv] };
}

/** The absolute path of the interpreter: a bare name is searched on the `PATH`. */
export function absolutePython(pythonPath: string, searchPath: string = process.env['PATH'] ?? ''): string {
  if (pythonPath.includes('/')) return pythonPath;
  for (const directory of searchPath.split(delimiter)) {
    const candidate = join(directory || '.', pythonPath);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // not here
    }
  }
  return pythonPath;
}
