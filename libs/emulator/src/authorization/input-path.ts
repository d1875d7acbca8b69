/**
 * The values that a path leads to in an input: `Key`, `Target.RoleArn`, `Targets[].RoleArn`. Numbers and booleans become texts.
 */
export function valuesAt(input: Readonly<Record<string, unknown>>, path: string): readonly string[] {
  let found: unknown[] = [input];
  for (const step of path.split('.')) {
    const list = step.endsWith('[]');
    const name = list ? step.slice(0, -2) : step;
    found = found
      .map((each) => (typeof each === 'object' && each !== null ? (each as Record<string, unknown>)[name] : undefined))
      .flatMap((each) => (list && Array.isArray(each) ? (each as unknown[]) : [each]))
      .filter((each) => each !== undefined && each !== null);
  }
  return found.flatMap((each) =>
    typeof each === 'string' ? [each] : typeof each === 'number' || typeof each === 'boolean' ? [String(each)] : [],
  );
}

/** Whether there is anything where a path leads: an empty list or map is nothing. */
export function isGiven(input: Readonly<Record<string, unknown>>, path: string): boolean {
  if (path.includes('[]')) return valuesAt(input, path).length > 0;
  let found: unknown = input;
  for (const name of path.split('.'))
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[name] : undefined;
  if (found === undefined || found === null) return false;
  return typeof found !== 'object' || Object.keys(found).length > 0;
}
