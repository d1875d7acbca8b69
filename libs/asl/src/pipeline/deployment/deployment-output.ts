/** Output of an execution of the deployment machine that succeeded: the endpoint serves the model and has passed the smoke test. */
export interface DeploymentOutput {
  readonly EndpointName: string;
  /** Whether the endpoint was created, or updated to the new model. */
  readonly EndpointAction: 'CREATED' | 'UPDATED';
  readonly EndpointConfigName: string;
  /** The configuration that the endpoint served before; null where the endpoint was created. */
  readonly FormerConfigName: string | null;
  readonly ModelName: string;
  /** The prediction in the answer to `SmokeTestRequest`; null where none was given. */
  readonly Prediction: number | null;
}

/** The error names that an execution of the deployment machine ends with. The cause gives the reason in plain words. */
export const DeploymentErrorName = {
  /** The input was rejected before anything was made. */
  INVALID_INPUT: 'InvalidDeploymentInput',
  /** The endpoint could not be brought to the new model. What was served before is served. */
  DEPLOYMENT_FAILED: 'DeploymentFailed',
  /** The endpoint served the new model, and its answer was not a prediction. What was served before is served again. */
  SMOKE_TEST_FAILED: 'SmokeTestFailed',
} as const;
export type DeploymentErrorName = (typeof DeploymentErrorName)[keyof typeof DeploymentErrorName];
