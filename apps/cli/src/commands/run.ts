import { readFile } from 'node:fs/promises';
import type { PipelineInput } from '@stepmaker/pipeline-sdk';
import { Command } from 'commander';
import { followExecution } from '../start/follow-execution.ts';
import { exitCodeOf } from '../start/run-result.ts';
import { pipelineClient, type TargetOptions, withTarget } from '../target.ts';
import { UserError } from '../user-error.ts';
import { LiveView } from '../view/live-view.ts';
import { showVerdict } from '../view/summary.ts';

interface RunOptions extends TargetOptions {
  readonly input?: string;
  readonly name?: string;
  readonly json?: boolean;
}

/** `stepmaker run`: starts an execution of a deployed pipeline and shows it until it ends. */
export function runCommand(): Command {
  return withTarget(new Command('run').description('start an execution of a deployed pipeline and follow it'))
    .option('--input <json>', 'the execution’s input: JSON text, or @FILE')
    .option('--name <name>', 'the execution’s name')
    .option('--json', 'the last line of stdout is one JSON object; progress goes to stderr')
    .addHelpText('after', '\nExit code: 0 deployed, 2 rejected by the quality gate, 1 any other failure.')
    .action(async (options: RunOptions) => {
      const input = await readInput(options.input);
      const out = options.json ? process.stderr : process.stdout;
      const execution = await pipelineClient(options).startExecution(
        input,
        options.name === undefined ? {} : { name: options.name },
      );
      out.write(`Execution ${execution.executionArn}\n`);
      const result = await followExecution(execution, new LiveView(out));
      showVerdict(out, result);
      if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
      process.exitCode = exitCodeOf(result);
    });
}

async function readInput(given: string | undefined): Promise<PipelineInput> {
  if (given === undefined) return {};
  const text = given.startsWith('@') ? await readFile(given.slice(1), 'utf8') : given;
  try {
    return JSON.parse(text) as PipelineInput;
  } catch (error) {
    throw new UserError(`--input is not JSON: ${(error as Error).message}`);
  }
}
