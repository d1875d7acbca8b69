/** Properties that identify an output of a state machine. */
interface OutputShape {
  readonly executionArn: string;
  /** The machine, as an error names it: `the pipeline`. */
  readonly machine: string;
  /** Members that must be text. */
  readonly texts: readonly string[];
  /** Members that must be objects. @default - none */
  readonly objects?: readonly string[];
}

/**
 * An execution's output with the type that its machine gives.
 *
 * @throws TypeError when it is the output of another state machine, with the members that are missing
 */
export function checkedOutput<Output>(output: unknown, { executionArn, machine, texts, objects = [] }: OutputShape): Output {
  const members = Object(output) as Readonly<Record<string, unknown>>;
  const missing = [
    ...texts.filter((name) => typeof members[name] !== 'string'),
    ...objects.filter((name) => typeof members[name] !== 'object' || members[name] === null),
  ];
  if (missing.length === 0) return output as Output;
  throw new TypeError(
    `${executionArn} succeeded, and its output is not that of ${machine}: it has no ${missing.join(', ')}. Is it an execution of the right state machine?`,
  );
}
