import { ExitCode } from './errors/exit-code.ts';

/**
 * Waits for Ctrl-C or SIGTERM. A second one ends the process at once. The listeners stay: libraries that restore the terminal on a
 * signal end the process unless another listener exists.
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
