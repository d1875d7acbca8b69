import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Target } from './target.ts';

/**
 * The target that was used last in a project. One small file for each project in the user's state directory
 * (`$XDG_STATE_HOME/stepmaker/`, else `~/.local/state/stepmaker/`). Names only: never credentials.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export interface TargetMemory {
  recall(): Target | undefined;
  /** Keeps the target; a state directory that cannot be written is not an error. */
  remember(target: Target): void;
}

/** The memory of a project. */
export function targetMemory(project: string, env: NodeJS.ProcessEnv = process.env): TargetMemory {
  const state = env['XDG_STATE_HOME'] || join(homedir(), '.local/state');
  const id = createHash('sha256').update(project).digest('hex').slice(0, 16);
  const file = join(state, 'stepmaker', `target-${id}.json`);
  return {
    recall() {
      try {
        const { target } = JSON.parse(readFileSync(file, 'utf8')) as { readonly target: Target };
        return isTarget(target) ? target : undefined;
      } catch {
        return undefined;
      }
    },
    remember(target) {
      try {
        mkdirSync(dirname(file), { recursive: true });
        const part = `${file}.${process.pid}`;
        writeFileSync(part, `${JSON.stringify({ project, target }, undefined, 2)}\n`);
        renameSync(part, file);
      } catch {
        // The next command needs its target as options again.
      }
    },
  };
}

function isTarget(value: unknown): value is Target {
  const { kind, stackName, endpointUrl } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof stackName === 'string' && (kind === 'aws' || (kind === 'local' && typeof endpointUrl === 'string'));
}
