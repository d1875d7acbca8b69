import { Command } from 'commander';
import { cleanCommand } from './commands/clean.ts';
import { completeCommand, completionCommand } from './commands/completion.ts';
import { deployModelCommand } from './commands/deploy-model.ts';
import { doctorCommand } from './commands/doctor.ts';
import { endpointsCommand } from './commands/endpoints.ts';
import { graphCommand } from './commands/graph.ts';
import { costCommand, deployCommand, destroyCommand, diffCommand } from './commands/infra.ts';
import { invokeCommand } from './commands/invoke.ts';
import { localCommand } from './commands/local.ts';
import { logsCommand } from './commands/logs.ts';
import { redriveCommand } from './commands/redrive.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { runsCommand } from './commands/runs.ts';
import { showCommand } from './commands/show.ts';
import { startCommand } from './commands/start.ts';
import { stopCommand } from './commands/stop.ts';
import { subcommandTerm, targetLast } from './help/layout.ts';

const GROUPS: readonly (readonly [string, readonly (() => Command)[]])[] = [
  ['Where it runs:', [startCommand, localCommand, deployCommand, diffCommand, costCommand, destroyCommand]],
  ['Runs:', [runCommand, runsCommand, showCommand, logsCommand, stopCommand, redriveCommand, reportCommand, graphCommand]],
  ['Models that are served:', [deployModelCommand, endpointsCommand, invokeCommand]],
  ['Upkeep:', [doctorCommand, cleanCommand, completionCommand]],
];

/** The `stepmaker` command line: every command, none of them run. What a command does is imported when it is run. */
export function createProgram(): Command {
  const program = new Command('stepmaker')
    .description('A complete machine-learning pipeline on AWS, or on this machine alone')
    .showHelpAfterError('(--help shows what there is)')
    .showSuggestionAfterError(true)
    .enablePositionalOptions()
    .configureHelp({ subcommandTerm, groupItems: targetLast })
    .addHelpCommand(new Command('help').argument('[command]').description('show the help of a command').helpGroup('Upkeep:'));
  for (const [group, commands] of GROUPS) {
    for (const make of commands) add(program, make().helpGroup(group));
  }
  program.addCommand(completeCommand(), { hidden: true });
  return program.addHelpText('after', EPILOGUE);
}

/** Adds a command with the program's settings, and its own commands likewise. */
function add(parent: Command, command: Command): void {
  command.copyInheritedSettings(parent);
  for (const inner of command.commands) inner.copyInheritedSettings(parent);
  parent.addCommand(command);
}

const EPILOGUE = `
The first minutes, without an AWS account:
  stepmaker local --detach   # the embedded AWS, with the pipeline deployed
  stepmaker run              # a run on sample data, followed to its end
  stepmaker show             # its steps, metrics and verdict
  stepmaker local down

Exit codes: 0 done, 1 failed, 2 rejected by the quality gate, 3 not found, 4 credentials, 5 unreachable, 6 wrong state,
7 refused by the model, 130 interrupted. NO_COLOR turns colours off.`;
