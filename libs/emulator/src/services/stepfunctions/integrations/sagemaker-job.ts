import type { Json } from '@stepmaker/asl-interpreter';
import { accessDenied } from '../../../authorization/refusal.ts';
import { arn } from '../../../core/arn.ts';
import { AwsError } from '../../../core/aws-error.ts';
import { optimizedFailure } from './error-name.ts';
import { callOptimized, jobDescription, optimizedInput, optimizedResult, optimizedService } from './optimized-call.ts';
import { pascalCase } from './request-shape.ts';
import { TaskFailure, type TaskRun } from './task-run.ts';
import { waitForJob } from './wait-for-job.ts';

/** `createTrainingJob` is about a `TrainingJob`: its name, ARN, status and operations are called after it. */
function jobKind(action: string): string {
  return action.replace(/^create/, '');
}

/** Whether an action starts a job for whose end `.sync` can wait. */
export function isSageMakerJob(action: string): boolean {
  return ['createProcessingJob', 'createTrainingJob', 'createTransformJob'].includes(action);
}

/**
 * `arn:aws:states:::sagemaker:createTrainingJob` and its like, also with `.sync`: the result is then what Describe answers.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
 */
export async function runSageMakerJob(run: TaskRun): Promise<Json> {
  const kind = jobKind(run.task.action);
  const input = optimizedInput(run, `Create${kind}`);
  const name = { [`${kind}Name`]: input[`${kind}Name`] };
  const describe = (): Promise<Record<string, unknown>> => callOptimized(run, `Describe${kind}`, name);
  const accepted = run.submitted ?? (await create(run, kind, input, describe));
  if (run.task.pattern !== 'RUN_JOB') return accepted;
  if (run.submitted === undefined) run.submit(accepted);
  const description = await waitForJob(run, {
    arn: String((accepted as { readonly [key: string]: Json })[`${kind}Arn`]),
    describe,
    isRunning: (found) => ['InProgress', 'Stopping'].includes(String(found[`${kind}Status`])),
    stop: () => callOptimized(run, `Stop${kind}`, name),
  });
  const result = await jobDescription(run, `Describe${kind}`, description);
  if (description[`${kind}Status`] === 'Completed') return result;
  throw new TaskFailure('States.TaskFailed', JSON.stringify(result));
}

async function create(
  run: TaskRun,
  kind: string,
  input: Record<string, unknown>,
  describe: () => Promise<Record<string, unknown>>,
): Promise<Json> {
  const operation = pascalCase(run.task.action);
  if (run.task.pattern === 'RUN_JOB') requireListTags(run, kind, String(input[`${kind}Name`]));
  try {
    const output = await run.runtime.aws.call('sagemaker', operation, input, {
      caller: run.caller,
      region: run.execution.region,
      signal: run.signal,
    });
    return await optimizedResult(run, operation, output);
  } catch (refusal) {
    if (!(refusal instanceof AwsError)) throw refusal;
    // The server was killed between the call and the note that it was accepted: the job of this name is ours.
    if (run.again && refusal.code === 'ResourceInUse') {
      const { [`${kind}Arn`]: arn } = await describe();
      return await optimizedResult(run, operation, { [`${kind}Arn`]: arn });
    }
    throw optimizedFailure(optimizedService(run), refusal);
  }
}

/**
 * A job that is waited for needs `sagemaker:ListTags`, as AWS's page of the integration's policy says. @throws TaskFailure
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/sagemaker-iam.html
 */
function requireListTags(run: TaskRun, kind: string, name: string): void {
  const { aws, account, partition } = run.runtime;
  const { region } = run.execution;
  const type = kind.replace(/(?<=[a-z])(?=[A-Z])/gu, '-').toLowerCase();
  const resource = arn('sagemaker', { partition, region, account }, `${type}/${name.toLowerCase()}`);
  const { caller } = run;
  const decision = aws.authorize({ caller, action: 'sagemaker:ListTags', resource, region });
  if (!decision.allowed)
    throw optimizedFailure(optimizedService(run), accessDenied(caller, 'sagemaker:ListTags', resource, decision));
}
