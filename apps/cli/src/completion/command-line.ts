import type { Command, Option } from 'commander';

/** State of a command line that is being typed. */
export interface TypedCommandLine {
  readonly command: Command;
  /** Number of typed arguments of the command. */
  readonly argumentsTyped: number;
  /** The option whose value is being typed. */
  readonly option: Option | undefined;
  /** Text before the value in the same word: `--region=`. */
  readonly prefix: string;
  /** The part that is to be completed. */
  readonly current: string;
  /** The options that have been typed, by their long names, with their values. */
  readonly options: ReadonlyMap<string, string>;
}

/** Reads the words of a command line, at least one: the last is being typed and may be empty. */
export function readCommandLine(program: Command, words: readonly string[]): TypedCommandLine {
  const typed = words.slice(0, -1);
  const last = words.at(-1) as string;
  const options = new Map<string, string>();
  let command = program;
  let argumentsTyped = 0;
  let waiting: Option | undefined;
  for (const word of typed) {
    if (waiting !== undefined) {
      options.set(waiting.long as string, word);
      waiting = undefined;
    } else if (word.startsWith('-')) {
      const [name = '', value] = word.split(/=(.*)/s);
      const option = optionNamed(command, name);
      if (option === undefined) continue;
      options.set(option.long as string, value ?? '');
      if (takesValue(option) && value === undefined) waiting = option;
    } else {
      const inner = argumentsTyped === 0 ? command.commands.find((one) => one.name() === word) : undefined;
      if (inner === undefined) argumentsTyped += 1;
      else command = inner;
    }
  }
  const line = { command, argumentsTyped, options };
  if (waiting !== undefined) return { ...line, option: waiting, prefix: '', current: last };
  const [, name, value] = /^(--[\w-]+)=(.*)$/s.exec(last) ?? [];
  const option = name === undefined ? undefined : optionNamed(command, name);
  if (option !== undefined) return { ...line, option, prefix: `${name}=`, current: value as string };
  return { ...line, option: undefined, prefix: '', current: last };
}

/** True for an option that is followed by a value. */
export function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function optionNamed(command: Command, name: string): Option | undefined {
  return command
    .createHelp()
    .visibleOptions(command)
    .find(({ short, long }) => name === short || name === long);
}
