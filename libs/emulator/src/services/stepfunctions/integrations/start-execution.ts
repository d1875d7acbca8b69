import { createHash } from 'node:crypto';
import type { DescribeExecutionOutput, StartExecutionOutput } from '@aws-sdk/client-sfn';
import type { Json } from '@stepmaker/asl-interpreter';
import { AwsError } from '../../../core/aws-error.ts';
import { optimizedFailure } from './error-name.ts';
import { callOptimized, jobDescription, optimizedInput, optimizedResult, optimizedService } from './optimized-call.ts';
import { TaskFailure, type TaskRun } from './task-run.ts';
import { waitForJob } from './wait-for-job.ts';

type Parameters = { readonly [key: string]: Json };

/**
 * `arn:aws:states:::states:startExecution`, also with `.sync`, `.sync:2` and `.waitForTaskToken`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export async function startExecution(run: TaskRun): Promise<Json> {
  const { task } = run;
  const accepted = (run.submitted as Parameters | undefined) ?? (await start(run));
  if (task.pattern !== 'RUN_JOB') return accepted;
  if (run.submitted === undefined) run.submit(accepted);
  const arn = String(accepted['ExecutionArn']);
  const description = await waitForJob(run, {
    arn,
    describe: async () =>
      (await callOptimized(run, 'DescribeExecution', { executionArn: arn })) as unknown as DescribeExecutionOutput,
    isRunning: ({ status }) => status === 'RUNNING',
    stop: () => callOptimized(run, 'StopExecution', { executionArn: arn }),
  });
  const result = await resultOf(run, description);
  if (description.status === 'SUCCEEDED') return result;
  throw new TaskFailure('States.TaskFailed', JSON.stringify(result));
}

async function start(run: TaskRun): Promise<Parameters> {
  const { Input, ...rest } = (run.task.parameters ?? {}) as Parameters;
  const input = optimizedInput(run, 'StartExecution', {
    ...rest,
    ...(Input === undefined || Input === null ? {} : { Input }),
  });
  input['name'] ??= nameOf(run);
  try {
    const output = await run.runtime.aws.call<Record<string, unknown>>('stepfunctions', 'StartExecution', input, {
      caller: run.caller,
      region: run.execution.region,
      signal: run.signal,
    });
    return await optimizedResult(run, 'StartExecution', output);
  } catch (refusal) {
    const started = run.again ? await startedBefore(run, refusal, input) : undefined;
    if (started === undefined) throw refusal instanceof AwsError ? optimizedFailure(optimizedService(run), refusal) : refusal;
    return optimizedResult(run, 'StartExecution', started);
  }
}

/** A name that the same attempt would choose again, so that a restarted server finds the execution which it has started. */
function nameOf(run: TaskRun): string {
  const digest = createHash('sha256').update(`${run.execution.arn} ${run.execution.startDate} ${run.task.taskId}`).digest('hex');
  return [8, 12, 16, 20, 32].map((end, index, ends) => digest.slice(ends[index - 1] ?? 0, end)).join('-');
}

async function startedBefore(
  run: TaskRun,
  refusal: unknown,
  input: Record<string, unknown>,
): Promise<StartExecutionOutput | undefined> {
  if (!(refusal instanceof AwsError) || refusal.code !== 'ExecutionAlreadyExists') return undefined;
  const executionArn = `${String(input['stateMachineArn']).replace(':stateMachine:', ':execution:')}:${String(input['name'])}`;
  const output = (await callOptimized(run, 'DescribeExecution', { executionArn })) as unknown as DescribeExecutionOutput;
  return { executionArn, startDate: output.startDate };
}

/** A finished execution as `.sync` shows it (input and output as texts), and `.sync:2` (as JSON). */
async function resultOf(run: TaskRun, description: DescribeExecutionOutput): Promise<Parameters> {
  const {
    redriveCount: _c,
    redriveDate: _d,
    redriveStatus: _s,
    redriveStatusReason: _r,
    traceHeader: _t,
    ...shown
  } = description;
  const result = await jobDescription(run, 'DescribeExecution', shown);
  if (run.task.version === 1) return result;
  return Object.fromEntries(
    Object.entries(result).map(([name, value]) => [
      name,
      (name === 'Input' || name === 'Output') && typeof value === 'string' ? (JSON.parse(value) as Json) : value,
    ]),
  );
}
