/** A stack as far as its parameters go. */
export interface ParameterizedStack {
  readonly stackName: string;
  /** Names of its template's parameters. */
  readonly parameters: readonly string[];
}

/** Values for the parameters of each stack, by the stack's name and the parameter's. */
export type StackParameters = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Finds for each `Name=value` the stack that it is for: the one before the colon, or the core stack, or the one stack that has a parameter of
 * the name.
 *
 * @param given values from the command line, as `[stack:]Name=value`
 * @param stacks the core stack first
 * @throws Error when no stack has such a parameter, or several add-ons have
 */
export function stackParameters(given: readonly string[], stacks: readonly ParameterizedStack[]): StackParameters {
  const found: Record<string, Record<string, string>> = {};
  for (const text of given) {
    const [, stackName, name, value] = /^(?:([^=:]+):)?([^=:]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new Error(`--parameters: must be Name=value, was ${text}`);
    const candidates = stacks.filter((stack) => (stackName ? stack.stackName === stackName : stack.parameters.includes(name)));
    const [stack, ...more] = stackName === undefined && candidates[0] === stacks[0] ? candidates.slice(0, 1) : candidates;
    if (!stack?.parameters.includes(name)) {
      const names = stacks.map((known) => `${known.stackName} has ${known.parameters.join(', ')}`);
      throw new Error(`--parameters: unknown parameter ${stackName ? `${stackName}:` : ''}${name}; ${names.join('; ')}`);
    }
    if (more.length > 0) {
      throw new Error(
        `--parameters: ${name} is of ${candidates.map((known) => known.stackName).join(' and ')}; write STACK:${text}`,
      );
    }
    found[stack.stackName] = { ...found[stack.stackName], [name]: value };
  }
  return found;
}
