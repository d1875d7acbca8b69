/** A difference between LocalStack and the embedded AWS that is known, and who is right by what is known of AWS. */
export interface KnownDifference {
  /** Name of the machine, or `pipeline`. */
  readonly machine: string;
  /** See `Difference.where`. */
  readonly where: string;
  readonly agreesWithAws: 'the embedded AWS' | 'LocalStack' | 'neither' | 'not known';
  /** Explanation and source of the difference. */
  readonly because: string;
}

/** The list may only hold what is found: a difference that is gone fails the comparison, as one that is new does. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    machine: 'jsonata-that-fails',
    where: 'events',
    agreesWithAws: 'the embedded AWS',
    because:
      'recorded: AWS writes EvaluationFailed before ExecutionFailed where an expression fails; LocalStack writes it for some states only',
  },
  {
    machine: 'how-often-it-was-redriven',
    where: 'events',
    agreesWithAws: 'the embedded AWS',
    because: 'documented: the context object has Execution.RedriveCount; LocalStack has it not, and no RedriveExecution',
  },
  ...['TaskFailed.error', 'TaskFailed.cause', 'ExecutionFailed.error', 'ExecutionFailed.cause'].map((where) => ({
    machine: 'an-endpoint-that-does-not-serve',
    where,
    agreesWithAws: 'the embedded AWS' as const,
    because:
      'documented: the service is called as the AWS SDK for Java 2 calls it, SageMakerRuntime; LocalStack writes sagemakerruntime',
  })),
];
