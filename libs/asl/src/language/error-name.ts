/**
 * The error names that the Amazon States Language itself gives.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export const PredefinedErrorName = {
  /** Any error but `States.DataLimitExceeded` and `States.Runtime`. */
  ALL: 'States.ALL',
  BRANCH_FAILED: 'States.BranchFailed',
  /** A payload over 256 KiB; `States.ALL` does not match it. */
  DATA_LIMIT_EXCEEDED: 'States.DataLimitExceeded',
  EXCEED_TOLERATED_FAILURE_THRESHOLD: 'States.ExceedToleratedFailureThreshold',
  HEARTBEAT_TIMEOUT: 'States.HeartbeatTimeout',
  HTTP_SOCKET: 'States.Http.Socket',
  INTRINSIC_FAILURE: 'States.IntrinsicFailure',
  ITEM_READER_FAILED: 'States.ItemReaderFailed',
  NO_CHOICE_MATCHED: 'States.NoChoiceMatched',
  PARAMETER_PATH_FAILURE: 'States.ParameterPathFailure',
  PERMISSIONS: 'States.Permissions',
  /** A JSONata expression failed, gave nothing, or gave the wrong type. */
  QUERY_EVALUATION_ERROR: 'States.QueryEvaluationError',
  RESULT_PATH_MATCH_FAILURE: 'States.ResultPathMatchFailure',
  RESULT_WRITER_FAILED: 'States.ResultWriterFailed',
  /** Error that a machine cannot continue from; it ends the execution. */
  RUNTIME: 'States.Runtime',
  /** Any error but `States.Timeout`, in `Retry` and `Catch`. */
  TASK_FAILED: 'States.TaskFailed',
  TIMEOUT: 'States.Timeout',
} as const;
export type PredefinedErrorName = (typeof PredefinedErrorName)[keyof typeof PredefinedErrorName];

/** An error's name: a predefined one, or any that a task or a Fail state gives. */
export type ErrorName = PredefinedErrorName | (string & {});
