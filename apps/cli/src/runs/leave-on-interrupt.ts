import { ExitCode } from '../errors/exit-code.ts';
import type { Output } from '../output/output.ts';

/** Listens for Ctrl-C while a run is followed. */
export interface Interrupt extends Disposable {
  /** Aborted by the first Ctrl-C; a second one ends the process at once. */
  readonly signal: AbortSignal;
}

/** On Ctrl-C, the following ends, the run goes on, and how to come back is said. */
export function leaveOnInterrupt(name: string, out: Output, before: () => void = () => undefined): Interrupt {
  const controller = new AbortController();
  const leave = (): void => {
    if (controller.signal.aborted) process.exit(ExitCode.INTERRUPTED);
    before();
    out.note(
      `\nThe run ${name} goes on. To come back:\n  stepmaker show ${name}\n  stepmaker logs ${name} --follow\nTo end it:\n  stepmaker stop ${name}`,
    );
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
