/** Verdict of the quality gate. */
export interface Verdict {
  readonly Decision: 'APPROVED' | 'REJECTED';
  /** The metric that was judged: `r2`. */
  readonly Metric: string;
  readonly Value: number;
  readonly Threshold: number;
  /** Metrics on data that the training never saw; `mae` and `rmse` in the target's unit. */
  readonly Metrics: { readonly r2: number; readonly mae: number; readonly rmse: number };
  /** The metric of the model to beat; null when there was none. */
  readonly ChampionValue: number | null;
  readonly Reasons: readonly string[];
}

/** The output of an execution of the pipeline that succeeded: a model is served and has answered. */
export interface PipelineOutput {
  readonly EndpointName: string;
  /** Whether the endpoint was made, or moved to the new model. */
  readonly EndpointAction: 'CREATED' | 'UPDATED';
  readonly EndpointConfigName: string;
  readonly ModelName: string;
  /** `s3://…/model.tar.gz` */
  readonly ModelDataUrl: string;
  readonly PreprocessingJobName: string;
  readonly TrainingJobName: string;
  readonly EvaluationJobName: string;
  /** The prefix with `evaluation.json`, `predictions.csv`, `report.html` and `verdict.json`: `s3://…/evaluation/<run>/`. */
  readonly EvaluationUri: string;
  readonly Verdict: Verdict;
  /** The prediction that the endpoint returned in the smoke test, whose features are all unknown. */
  readonly SmokeTestPrediction: number;
}

/** The error names that an execution of the pipeline ends in. The cause says the rest, in plain words. */
export const PipelineErrorName = {
  /** The input was refused before anything was started. */
  INVALID_INPUT: 'InvalidPipelineInput',
  PREPROCESSING_FAILED: 'PreprocessingFailed',
  TRAINING_FAILED: 'TrainingFailed',
  EVALUATION_FAILED: 'EvaluationFailed',
  /** The quality gate could not judge the model. */
  QUALITY_GATE_LAMBDA_FAILED: 'QualityGateLambdaFailed',
  /** The model was judged and rejected. The current model stays in service. */
  QUALITY_GATE_FAILED: 'QualityGateFailed',
  DEPLOYMENT_FAILED: 'DeploymentFailed',
  /** The new model was deployed and did not answer; the former one is served again. */
  SMOKE_TEST_FAILED: 'SmokeTestFailed',
} as const;
export type PipelineErrorName = (typeof PipelineErrorName)[keyof typeof PipelineErrorName];
