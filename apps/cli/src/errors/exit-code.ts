/** Exit codes of every command, as in the README. */
export const ExitCode = {
  DONE: 0,
  /** The run failed, the use was wrong, or anything without a separate code. */
  FAILED: 1,
  /** The quality gate rejected the model. */
  REJECTED: 2,
  /** The named resource does not exist, or does not run. */
  NOT_FOUND: 3,
  /** Credentials are missing, have expired, or do not allow the call. */
  CREDENTIALS: 4,
  /** AWS cannot be reached. */
  UNREACHABLE: 5,
  /** The resource exists, and its state does not allow the operation. */
  WRONG_STATE: 6,
  /** The model refused the request or failed at it. */
  MODEL_ERROR: 7,
  /** Ctrl-C. */
  INTERRUPTED: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
