import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type InvalidInputIssue, InvalidPipelineInputError } from '../errors.ts';
import type { Instance } from './instance.ts';

/** The instances as the schema gives them. @throws InvalidPipelineInputError with the schema's own words, before any call */
export async function checkInstances(schema: StandardSchemaV1, instances: readonly unknown[]): Promise<Instance[]> {
  const issues: InvalidInputIssue[] = [];
  const checked: Instance[] = [];
  for (const [row, instance] of instances.entries()) {
    const result = await schema['~standard'].validate(instance);
    if (result.issues === undefined) checked.push(result.value as Instance);
    else for (const issue of result.issues) issues.push({ path: `instances[${row}]${pathOf(issue)}`, message: issue.message });
  }
  if (issues.length > 0) throw new InvalidPipelineInputError(issues);
  return checked;
}

/** The predictions as the schema gives them. @throws TypeError when the endpoint answers something else */
export async function checkPredictions<Prediction>(
  schema: StandardSchemaV1<unknown, Prediction>,
  predictions: readonly unknown[],
  endpointName: string,
): Promise<Prediction[]> {
  const checked: Prediction[] = [];
  for (const [row, prediction] of predictions.entries()) {
    const result = await schema['~standard'].validate(prediction);
    if (result.issues === undefined) {
      checked.push(result.value);
      continue;
    }
    const [issue] = result.issues;
    throw new TypeError(
      `${endpointName} answered what the schema refuses: predictions[${row}]${issue && pathOf(issue)}: ${issue?.message}`,
    );
  }
  return checked;
}

function pathOf({ path = [] }: StandardSchemaV1.Issue): string {
  return path
    .map((part) => (typeof part === 'object' ? part.key : part))
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('');
}
