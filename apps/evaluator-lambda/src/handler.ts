import { S3 } from '@aws-sdk/client-s3';
import { evaluateModel, type Verdict } from './evaluate-model.ts';
import { readEvaluation } from './read-evaluation.ts';

/** Event from the pipeline to the quality gate. */
export interface EvaluatorEvent {
  readonly Bucket: string;
  /** Key of the evaluation report. */
  readonly EvaluationKey: string;
  /** Key of the verdict. */
  readonly VerdictKey: string;
  /** `r2` */
  readonly Metric: string;
  readonly Threshold: number;
  /** The report of the model to beat, in the same bucket. @default - none */
  readonly Champion?: { readonly EvaluationKey: string };
}

/**
 * Makes the quality gate: it reads the evaluation report, decides, writes the verdict beside it and gives it back.
 *
 * A rejected model is a verdict, not an error; errors are reports that cannot be read.
 */
export function createHandler(s3: S3): (event: EvaluatorEvent) => Promise<Verdict> {
  return async ({ Bucket, EvaluationKey, VerdictKey, Metric, Threshold, Champion }) => {
    if (!Number.isFinite(Threshold)) throw new Error(`Threshold must be a finite number, was ${JSON.stringify(Threshold)}`);
    const metrics = await readEvaluation(s3, Bucket, EvaluationKey);
    const champion = Champion ? (await readEvaluation(s3, Bucket, Champion.EvaluationKey)).r2 : null;
    const verdict = evaluateModel(metrics, { metric: Metric, threshold: Threshold, champion });
    await s3.putObject({ Bucket, Key: VerdictKey, Body: JSON.stringify(verdict), ContentType: 'application/json' });
    return verdict;
  };
}

/** Handler of the Lambda function. */
export const handler: (event: EvaluatorEvent) => Promise<Verdict> = createHandler(new S3({}));
