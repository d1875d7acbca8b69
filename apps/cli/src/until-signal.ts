import { ExitCode } from './errors/exit-code.ts';

/**
 * Waits for Ctrl-C or SIGTERM. A second one ends the process at once. The listeners stay: libraries that put the terminal in order on a
 * signal end the process themselves where nobody else listens.
 */
export function untilSignal(): Promise<NodeJS.Signals> {
  let isAsked = false;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (isAsked) process.exit(ExitCode.INTERRUPTED);
        isAsked = true;
        resolve(signal);
      });
    }
  });
}
