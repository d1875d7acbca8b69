/** A metric and the regular expression that reads it, in the words of `AlgorithmSpecification.MetricDefinitions`. */
export interface MetricDefinition {
  readonly Name: string;
  readonly Regex: string;
}

/** The value of a metric in a line of the log. */
export interface MetricValue {
  readonly name: string;
  readonly value: number;
}

/** Reads metrics out of log lines. */
export type MetricReader = (line: string) => MetricValue[];

/**
 * Compiles metric definitions. The first group of a regular expression is the value, as a number.
 *
 * @throws SyntaxError for an invalid expression
 */
export function compileMetricDefinitions(definitions: readonly MetricDefinition[] = []): MetricReader {
  const compiled = definitions.map(({ Name, Regex }) => ({ name: Name, regex: new RegExp(Regex.replaceAll('(?P<', '(?<')) }));
  return (line) => {
    const values: MetricValue[] = [];
    for (const { name, regex } of compiled) {
      const text = regex.exec(line)?.[1];
      const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
      if (Number.isFinite(value)) values.push({ name, value });
    }
    return values;
  };
}
