import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The supervisor of one container process, as a POSIX shell script (a shell starts in about a millisecond).
 *
 * It leads a new session, writes its identity to `process`, runs the command with its output in `log`, ignores the signals that a stop sends
 * to its group, and writes the exit code to `exit`. A server that was restarted reads both. Arguments: the run directory, then the command.
 * Each file is written by one `write`, and ends in a line feed: a reader takes a file without one as not written yet.
 * The supervisor starts nothing where the run directory does not exist.
 */
export const SUPERVISOR_SCRIPT = `trap : HUP INT TERM
run=$1; shift
boot=; stat=
{ read -r boot </proc/sys/kernel/random/boot_id; read -r stat </proc/$$/stat; } 2>/dev/null
[ -n "$stat" ] || stat=$(ps -o lstart= -p $$)
printf '%s\\n%s\\n%s\\n' "$$" "$boot" "$stat" >"$run/process" || exit 125
"$@" </dev/null >>"$run/log" 2>&1 &
child=$!
wait "$child"; code=$?
while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
printf '%s\\n' "$code" >"$run/exit"
`;

/** Identity of a process among all that ever have its id: the id, the boot of the machine, and the start time. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly boot: string;
  readonly started: string;
}

/** The supervisor of the run in this directory; undefined where it has not written its identity yet. */
export function readProcessIdentity(runDirectory: string): ProcessIdentity | undefined {
  const lines = readComplete(join(runDirectory, 'process'))?.split('\n');
  const [pid, boot, stat] = lines ?? [];
  if (pid === undefined || boot === undefined || stat === undefined) return undefined;
  return { pid: Number(pid), boot, started: startTime(stat) };
}

/** The exit code that the supervisor wrote; undefined before. 128 and more means a signal, as shells count. */
export function readExitCode(runDirectory: string): number | undefined {
  const text = readComplete(join(runDirectory, 'exit'));
  return text === undefined ? undefined : Number(text);
}

/** Whether exactly this process is alive. */
export function isAlive({ pid, boot, started }: ProcessIdentity): boolean {
  try {
    if (boot !== '') {
      const now = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').trim();
      return now === boot && startTime(stat) === started && !/^\S+ \(.*\) Z/.test(stat);
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() === started;
  } catch {
    return false;
  }
}

/** Linux: the start time in clock ticks, field 22 of `/proc/<pid>/stat`; elsewhere the line of `ps` itself. */
function startTime(stat: string): string {
  const afterName = stat.lastIndexOf(') ');
  return afterName === -1 ? stat.trim() : (stat.slice(afterName + 2).split(' ')[19] ?? '');
}

function readComplete(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return text.endsWith('\n') ? text.slice(0, -1) : undefined;
  } catch {
    return undefined;
  }
}
