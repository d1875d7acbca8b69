import { type InvalidInputIssue, InvalidPipelineInputError } from '../errors.ts';

/** One row to predict for: values in the order of the training columns, or by column name. null stands for a missing value. */
export type Instance = readonly unknown[] | Readonly<Record<string, unknown>>;

/**
 * Refuses numbers that JSON would turn into something else without a word.
 *
 * @throws InvalidPipelineInputError naming each of them
 */
export function refuseNotFinite(instances: readonly Instance[]): void {
  const issues: InvalidInputIssue[] = [];
  for (let row = 0; row < instances.length; row++) {
    const instance = instances[row] as Instance;
    if (Array.isArray(instance)) {
      for (let column = 0; column < instance.length; column++) {
        const value: unknown = instance[column];
        if (typeof value === 'number' && !Number.isFinite(value)) issues.push(notFinite(`[${row}][${column}]`, value));
      }
    } else if (typeof instance === 'object' && instance !== null) {
      for (const [name, value] of Object.entries(instance))
        if (typeof value === 'number' && !Number.isFinite(value)) issues.push(notFinite(`[${row}].${name}`, value));
    } else {
      issues.push({
        path: `instances[${row}]`,
        message: `must be an array of values or an object of values by column, was ${instance === null ? 'null' : typeof instance}`,
      });
    }
  }
  if (issues.length > 0) throw new InvalidPipelineInputError(issues.slice(0, SHOWN_ISSUES));
}

/** Maximum number of issues in an error message. */
const SHOWN_ISSUES = 20;

function notFinite(where: string, value: number): InvalidInputIssue {
  return { path: `instances${where}`, message: `must be a finite number, or null for a missing value, was ${value}` };
}
