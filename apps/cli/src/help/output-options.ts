import type { Command } from 'commander';

/** `--json` and `--quiet`, for commands that read. */
export function withOutput(command: Command, quiet: string): Command {
  return command.option('--json', 'one JSON value on standard output').option('-q, --quiet', quiet);
}
