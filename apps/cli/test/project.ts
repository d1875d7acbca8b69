import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ended, type StartedWith, stepmaker } from './stepmaker.ts';

/** A temporary project on disk, with a separate state directory. */
export interface Project extends Disposable {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs the command in it. */
  stepmaker(args: readonly string[], started?: StartedWith): Promise<Ended>;
  /** Writes a file into it and gives its path. */
  file(name: string, content: string | Buffer): string;
}

/** Makes a project in a temporary directory; dispose it to remove it. */
export function temporaryProject(): Project {
  const root = mkdtempSync(join(tmpdir(), 'stepmaker-cli-'));
  const directory = join(root, 'project');
  mkdirSync(join(directory, '.git'), { recursive: true });
  const env = { XDG_STATE_HOME: join(root, 'state'), HOME: root };
  return {
    directory,
    env,
    stepmaker: (args, started = {}) => stepmaker(args, { cwd: directory, ...started, env: { ...env, ...started.env } }),
    file(name, content) {
      const path = join(directory, name);
      writeFileSync(path, content);
      return path;
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}
