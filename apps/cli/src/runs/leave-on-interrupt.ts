import { ExitCode } from '../errors/exit-code.ts';
import type { Output } from '../output/output.ts';

/** Listens for Ctrl-C while a run is followed. */
export interface Interrupt extends Disposable {
  /** Aborted by the first Ctrl-C; a second one ends the process at once. */
  readonly signal: AbortSignal;
}

/**
 * On Ctrl-C, the following ends and the execution continues.
 *
 * @param message how to return to it
 */
export function leaveOnInterrupt(message: string, out: Output, before: () => void = () => undefined): Interrupt {
  const controller = new AbortController();
  const leave = (): void => {
    if (controller.signal.aborted) process.exit(ExitCode.INTERRUPTED);
    before();
    out.note(`\n${message}`);
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, leave);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) process.off(signal, leave);
    },
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
