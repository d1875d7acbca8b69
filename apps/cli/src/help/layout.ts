import { type Command, Help, type Option } from 'commander';
import { TARGET_GROUP } from '../target/target-options.ts';

/** A command in the list of commands: its name and arguments; that it has options goes without saying. */
export function subcommandTerm(command: Command): string {
  const terms = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  );
  return [command.name(), ...terms].join(' ');
}

/** The groups of a help as they are, but what is the same for all commands last. */
export function targetLast<Item extends Command | Option>(
  unsorted: Item[],
  visible: Item[],
  groupOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Help().groupItems(unsorted, visible, groupOf);
  const target = groups.get(TARGET_GROUP);
  if (target !== undefined && groups.delete(TARGET_GROUP)) groups.set(TARGET_GROUP, target);
  return groups;
}
