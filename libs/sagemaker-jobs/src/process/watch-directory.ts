import { type FSWatcher, watch } from 'node:fs';

/** Polling interval where the system cannot watch a directory (too many watches, a network file system), in milliseconds. */
const POLL_MILLIS = 100;

/**
 * Watches a directory.
 *
 * @param onChange called with the name of the entry that changed; undefined where it is unknown
 * @returns stops watching
 */
export function watchDirectory(directory: string, onChange: (name: string | undefined) => void): () => void {
  let watcher: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;
  const poll = (): void => {
    watcher?.close();
    timer ??= setInterval(() => onChange(undefined), POLL_MILLIS).unref();
  };
  try {
    watcher = watch(directory, { persistent: false }, (_event, name) => onChange(name ?? undefined));
    watcher.on('error', poll);
  } catch {
    poll();
  }
  return () => {
    watcher?.close();
    clearInterval(timer);
  };
}
