import type { S3 } from '@aws-sdk/client-s3';

/** The metrics of a model on data that its training never saw. */
export interface Evaluation {
  readonly r2: number;
  readonly mae: number;
  readonly rmse: number;
}

/**
 * Reads an evaluation report in the shape of SageMaker's model-quality reports.
 *
 * @throws Error that names the report, and says what is wrong with it
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html
 */
export async function readEvaluation(s3: S3, Bucket: string, Key: string): Promise<Evaluation> {
  const at = `The evaluation report s3://${Bucket}/${Key}`;
  const text = await s3.getObject({ Bucket, Key }).then(
    ({ Body }) => Body?.transformToString(),
    (error: Error) => {
      throw new Error(`${at} cannot be read: ${error.name}: ${error.message}`);
    },
  );
  let report: unknown;
  try {
    report = JSON.parse(text ?? '');
  } catch {
    throw new Error(`${at} is not JSON`);
  }
  const metric = (name: string): number => {
    const value: unknown = (report as { regression_metrics?: Record<string, { value?: unknown }> } | null)?.regression_metrics?.[
      name
    ]?.value;
    if (Number.isFinite(value)) return value as number;
    throw new Error(`${at} must have a finite number at regression_metrics.${name}.value, but has ${JSON.stringify(value)}`);
  };
  return { r2: metric('r2'), mae: metric('mae'), rmse: metric('rmse') };
}
