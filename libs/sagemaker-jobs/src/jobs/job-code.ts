import { cp, mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

/** A script that a container runs. */
export interface Script {
  /** Path of a `.py` or shell script; relative to `sourceDirectory` where that is given. */
  readonly script: string;
  /** A directory that is copied with the script, for modules that it imports. @default - the script alone is copied */
  readonly sourceDirectory?: string;
  readonly entrypoint?: never;
}

/** A command that a container runs, as `ContainerEntrypoint` gives it. */
export interface Entrypoint {
  /** The command and its arguments, with paths of the container. `python3` is the local Python. */
  readonly entrypoint: readonly string[];
  readonly script?: never;
  readonly sourceDirectory?: never;
}

/** Code of a container: a script of yours, or a command. */
export type JobCode = Script | Entrypoint;

/**
 * Copies a script into a directory of the container.
 *
 * @returns the script's path below that directory
 */
export async function copyScript({ script, sourceDirectory }: Script, target: string): Promise<string> {
  await mkdir(target, { recursive: true });
  if (sourceDirectory !== undefined) {
    await cp(resolve(sourceDirectory), target, { recursive: true });
    return script;
  }
  await cp(resolve(script), join(target, basename(script)));
  return basename(script);
}
