import { createInterface } from 'node:readline/promises';

/** The terminal from which a deployment was started, if any. */
export interface Terminal {
  /** Whether a user can answer. */
  readonly isInteractive: boolean;
  /** Asks a question. Undefined when it is left unanswered by Ctrl-C or the end of the input. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

/** Opens the terminal of a process. */
export function openTerminal(input: NodeJS.ReadStream = process.stdin, output: NodeJS.WriteStream = process.stdout): Terminal {
  return {
    isInteractive: input.isTTY === true,
    ask: async (question) => {
      const lines = createInterface({ input, output });
      try {
        return await Promise.race([
          lines.question(question),
          new Promise<undefined>((resolve) => {
            lines.once('SIGINT', () => resolve(undefined));
            lines.once('close', () => resolve(undefined));
          }),
        ]);
      } finally {
        lines.close();
      }
    },
  };
}

/** Asks a question that is answered with yes or no. Everything but `y` and `yes` is a no. */
export async function confirmed({ ask }: Terminal, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(((await ask(`${question} [y/N] `)) ?? '').trim());
}
