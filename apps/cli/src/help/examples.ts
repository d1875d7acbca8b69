import type { Command } from 'commander';

/** Ends a command's help with examples: what is typed, and what it does. */
export function withExamples(command: Command, examples: readonly (readonly [typed: string, does: string])[]): Command {
  const width = Math.max(...examples.map(([typed]) => typed.length));
  const lines = examples.map(([typed, does]) => `  ${typed.padEnd(width)}  # ${does}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
