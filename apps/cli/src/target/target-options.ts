import { type Command, Option } from 'commander';
import { integer } from '../option-values.ts';

/** Options by which a command knows which AWS and which pipeline are meant. */
export interface TargetOptions {
  /** True with `--local`, false with `--no-local`. */
  readonly local?: boolean;
  readonly port?: number;
  readonly profile?: string;
  readonly region?: string;
  readonly stack?: string;
}

/** Adds the options of {@link TargetOptions} to a command. */
export function withTarget(command: Command): Command {
  return command
    .addOption(new Option('--local', 'the embedded AWS on this machine').helpGroup(TARGET_GROUP))
    .addOption(new Option('--no-local', 'AWS, where the embedded AWS was used last').helpGroup(TARGET_GROUP))
    .addOption(new Option('--port <number>', 'of the embedded AWS').argParser(integer(1, 65_535)).helpGroup(TARGET_GROUP))
    .addOption(new Option('--profile <name>', 'AWS profile').helpGroup(TARGET_GROUP))
    .addOption(new Option('--region <name>', 'AWS region').helpGroup(TARGET_GROUP))
    .addOption(new Option('--stack <name>', 'the pipeline’s CloudFormation stack').helpGroup(TARGET_GROUP));
}

/** The heading of these options in a help. */
export const TARGET_GROUP = 'Target (without these: environment, else the one used last in this project):';
