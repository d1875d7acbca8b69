import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContainerCommand } from '../process/job-process.ts';

/**
 * Way in which a container gets its `/opt/ml`. `namespace`: a real one, in a new user and mount namespace (Linux where unprivileged user namespaces
 * are allowed). `base-dir`: `SAGEMAKER_BASE_DIR` names the directory, and arguments and environment are rewritten.
 */
export type ContainerRoot = 'namespace' | 'base-dir';

/**
 * Makes `/opt/ml` in a fresh mount namespace and becomes the command. A file system in memory over `/opt` would hide what lies there,
 * so the old entries are bound back. Arguments: the base directory, an empty directory to hold the old `/opt` meanwhile, the command.
 */
const MOUNT_SCRIPT = `set -e
base=$1 before=$2; shift 2
if [ ! -d /opt/ml ]; then
  mount --rbind /opt "$before"
  mount -t tmpfs -o mode=755 tmpfs /opt
  for entry in "$before"/* "$before"/.[!.]*; do
    name=\${entry##*/}
    if [ -L "$entry" ]; then cp -P "$entry" "/opt/$name"
    elif [ -d "$entry" ]; then mkdir "/opt/$name"; mount --rbind "$entry" "/opt/$name"
    elif [ -e "$entry" ]; then : >"/opt/$name"; mount --bind "$entry" "/opt/$name"
    fi
  done
  umount -l "$before"
  mkdir /opt/ml
fi
mount --bind "$base" /opt/ml
exec "$@"
`;

/** Runs a command as a container whose `/opt/ml` is `base`. `scratch` is a directory that the job's files may share. */
export function inContainerRoot(
  root: ContainerRoot,
  { base, scratch }: { readonly base: string; readonly scratch: string },
  command: ContainerCommand,
): ContainerCommand {
  if (root === 'namespace') {
    const before = join(scratch, 'opt');
    mkdirSync(before, { recursive: true });
    const unshare = ['unshare', '--user', '--map-root-user', '--mount', '/bin/sh', '-c', MOUNT_SCRIPT, 'container', base, before];
    return { ...command, argv: [...unshare, ...command.argv] };
  }
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(command.environment)) environment[name] = rebase(value, base);
  environment['SAGEMAKER_BASE_DIR'] = base;
  return {
    argv: command.argv.map((argument) => rebase(argument, base)),
    environment,
    cwd: rebase(command.cwd, base),
  };
}

/** Rewrites paths below `/opt/ml` in a text to those on this machine. */
export function rebase(text: string, base: string): string {
  return text.replace(/(?<![\w./-])\/opt\/ml(?![\w.-])/g, () => base);
}

/** Tries once whether a real `/opt/ml` works for directories below `dataDir`. */
export async function probeContainerRoot(dataDir: string = tmpdir()): Promise<ContainerRoot> {
  if (process.platform !== 'linux') return 'base-dir';
  const scratch = mkdtempSync(join(dataDir, 'probe-'));
  const base = join(scratch, 'ml');
  mkdirSync(base);
  const probe = inContainerRoot(
    'namespace',
    { base, scratch },
    { argv: ['/bin/sh', '-c', ': >/opt/ml/written'], environment: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }, cwd: scratch },
  );
  const [file = '', ...args] = probe.argv;
  const works = await new Promise<boolean>((resolve) => {
    const child = spawn(file, args, { env: probe.environment, cwd: probe.cwd, stdio: 'ignore', timeout: 5_000 });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
  rmSync(scratch, { recursive: true, force: true });
  return works ? 'namespace' : 'base-dir';
}
