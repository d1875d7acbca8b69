import { type FSWatcher, watch } from 'node:fs';

/** How often a directory is looked at where the system cannot watch it (too many watches, a network file system), in milliseconds. */
const LOOK_MILLIS = 100;

/** Calls `onChange` with the name of what changed in a directory, undefined where that is unknown, until the answer is called. */
export function watchDirectory(directory: string, onChange: (name: string | undefined) => void): () => void {
  let watcher: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;
  const lookNowAndThen = (): void => {
    watcher?.close();
    timer ??= setInterval(() => onChange(undefined), LOOK_MILLIS).unref();
  };
  try {
    watcher = watch(directory, { persistent: false }, (_event, name) => onChange(name ?? undefined));
    watcher.on('error', lookNowAndThen);
  } catch {
    lookNowAndThen();
  }
  return () => {
    watcher?.close();
    clearInterval(timer);
  };
}
