/** The Resource of a Task state, taken apart. */
export interface ResourceName {
  /** Text as written. */
  readonly arn: string;
  /** A Lambda function or an activity by its own ARN, or an integration `arn:aws:states:::…`. */
  readonly kind: 'lambda' | 'activity' | 'service';
  /** `lambda`, `sagemaker`, `aws-sdk:s3`; the kind for functions and activities. */
  readonly resourceType: string;
  /** `invoke`, `createTrainingJob`: without its pattern. The name of the function or activity for those. */
  readonly action: string;
  /** Name with its pattern, as the history shows it: `createTrainingJob.sync`. */
  readonly resource: string;
  readonly pattern: 'REQUEST_RESPONSE' | 'RUN_JOB' | 'WAIT_FOR_TASK_TOKEN';
  readonly version: 1 | 2;
}

/** Takes a Resource apart; `undefined` for another text. */
export function parseResourceName(arn: string): ResourceName | undefined {
  const integration =
    /^arn:[^:]+:states:[^:]*:[^:]*:(?!activity:)([a-zA-Z0-9-]+(?::[a-zA-Z0-9-]+)*?):([a-zA-Z0-9]+)(\.sync(?::2)?|\.waitForTaskToken)?$/.exec(
      arn,
    );
  if (integration !== null) {
    const [, resourceType, action, suffix = ''] = integration as unknown as [string, string, string, string | undefined];
    return {
      arn,
      kind: 'service',
      resourceType,
      action,
      resource: action + suffix,
      pattern: suffix === '' ? 'REQUEST_RESPONSE' : suffix.startsWith('.sync') ? 'RUN_JOB' : 'WAIT_FOR_TASK_TOKEN',
      version: suffix === '.sync:2' ? 2 : 1,
    };
  }
  const own = /^arn:[^:]+:(lambda|states):[^:]*:[^:]*:(function|activity):(.+)$/.exec(arn);
  if (own === null || (own[1] === 'lambda') !== (own[2] === 'function')) return undefined;
  const kind = own[1] === 'lambda' ? 'lambda' : 'activity';
  const name = own[3] as string;
  return { arn, kind, resourceType: kind, action: name, resource: name, pattern: 'REQUEST_RESPONSE', version: 1 };
}
