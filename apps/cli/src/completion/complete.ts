import type { Command } from 'commander';
import { readCommandLine, type TypedCommandLine } from './command-line.ts';
import { filesLike } from './files.ts';
import { argumentValues, optionValues } from './values.ts';

/** A word that may be typed, and what it means. */
export interface Candidate {
  readonly word: string;
  readonly meaning?: string;
}

/** Prints the words that may come next, one a line, each with a tab and its meaning. */
export async function complete(program: Command, shell: string, words: readonly string[]): Promise<void> {
  const typed = shell === 'bash' ? joined(words) : words;
  const line = readCommandLine(program, typed);
  const candidates = (await candidatesFor(line)).filter(({ word }) => word.startsWith(line.current));
  // bash breaks words at : and =, and replaces only what follows the last of them.
  const whole = line.prefix + line.current;
  const kept = shell === 'bash' ? Math.max(whole.lastIndexOf('='), whole.lastIndexOf(':')) + 1 : 0;
  for (const { word, meaning = '' } of candidates) {
    process.stdout.write(`${(line.prefix + word).slice(kept)}\t${meaning.split('\n')[0]}\n`);
  }
}

async function candidatesFor(line: TypedCommandLine): Promise<readonly Candidate[]> {
  const { command, option, current } = line;
  if (option !== undefined) {
    if (option.argChoices !== undefined) return option.argChoices.map((word) => ({ word }));
    if (FILE_OPTIONS.has(option.long as string)) return await filesLike(current);
    return await optionValues(option.long as string, line);
  }
  if (current.startsWith('-')) {
    return command
      .createHelp()
      .visibleOptions(command)
      .map(({ long, description }) => ({ word: long as string, meaning: description }))
      .filter(({ word }) => !line.options.has(word) || REPEATABLE.test(word));
  }
  const commands = line.argumentsTyped === 0 ? command.createHelp().visibleCommands(command) : [];
  const argument = command.registeredArguments[line.argumentsTyped];
  return [
    ...commands.filter((one) => one.name() !== 'help').map((one) => ({ word: one.name(), meaning: one.description() })),
    ...(argument?.argChoices ?? []).map((word) => ({ word })),
    ...(argument === undefined ? [] : await argumentValues(argument.name(), line)),
  ];
}

const FILE_OPTIONS = new Set(['--data', '--test-data', '--file', '--output', '--definition', '--data-dir', '--input']);
const REPEATABLE = /^--(hyperparameter|parameter|allow-host|allow-origin|external-service)$/;

/** The words as they were typed: bash hands over `--region=eu-west-1` and ARNs in pieces. */
function joined(words: readonly string[]): string[] {
  const whole: string[] = [];
  let glue = false;
  for (const word of words) {
    const isBreak = word === '=' || /^:+$/.test(word);
    if ((glue || isBreak) && whole.length > 0) whole.push(`${whole.pop()}${word}`);
    else whole.push(word);
    glue = isBreak;
  }
  return whole;
}
