import { Command } from 'commander';
import { describeCommand } from './commands/describe.ts';
import { invokeCommand } from './commands/invoke.ts';
import { listCommand } from './commands/list.ts';
import { localCommand } from './commands/local.ts';
import { logsCommand } from './commands/logs.ts';
import { runCommand } from './commands/run.ts';
import { startCommand } from './commands/start.ts';
import { stopCommand } from './commands/stop.ts';

/** The `stepmaker` command line: every command, none of them run. */
export function createProgram(): Command {
  const program = new Command('stepmaker')
    .description('A complete machine-learning pipeline on AWS, or on this machine alone')
    .showHelpAfterError('(--help shows what there is)')
    .showSuggestionAfterError(true);
  for (const make of [
    startCommand,
    localCommand,
    runCommand,
    listCommand,
    describeCommand,
    logsCommand,
    stopCommand,
    invokeCommand,
  ]) {
    program.addCommand(make().copyInheritedSettings(program));
  }
  return program;
}
