import type { StateMachineDefinition } from '@stepmaker/asl';
import { deploymentDefinition, type PipelineSubstitution, pipelineDefinition, substitute } from '@stepmaker/asl/pipeline';
import {
  type ExecutionRun,
  fail,
  type Json,
  type Program,
  parseStateMachine,
  type RunOptions,
  runExecution,
  succeed,
  type TaskFunction,
  type TaskOutcome,
} from '@stepmaker/asl-interpreter';
import type { FakePipelineAws } from './fake-pipeline-aws.ts';

/** The endpoint of the stack, which executions use unless they name another. */
export const ENDPOINT = 'houses-endpoint';

const DEPLOYMENT_MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:deployment';

/** What the tokens of the definitions stand for in the stack of the tests. */
export const values: Readonly<Record<PipelineSubstitution, string>> = {
  Partition: 'aws',
  StackName: 'houses',
  BucketName: 'bucket',
  DataArns: 'arn:aws:s3:::bucket/*,arn:aws:s3:::other,arn:aws:s3:::other/*,arn:aws:s3:::my.bucket/*,arn:aws:s3:::listed-only',
  CodePrefix: 'code/v1',
  SageMakerRoleArn: 'arn:aws:iam::123456789012:role/sagemaker',
  EvaluatorFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:evaluator',
  DeploymentStateMachineArn: DEPLOYMENT_MACHINE,
  TopicArn: 'arn:aws:sns:us-east-1:123456789012:topic',
  ImageUri: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-py312-cpu-py3',
  ProcessingInstanceType: 'ml.m5.large',
  TrainingInstanceType: 'ml.m5.xlarge',
  EndpointInstanceType: 'ml.t2.medium',
  EndpointName: ENDPOINT,
  EnableNetworkIsolation: 'false',
  SubnetIds: '',
  SecurityGroupIds: '',
  KmsKeyArn: '',
  ModelPerformanceThreshold: '0.7',
};

/** The pipeline's definition as it is deployed in the stack of the tests. */
export const deployed: StateMachineDefinition = substitute(pipelineDefinition, values);

/** The deployment machine's definition as it is deployed in the stack of the tests. */
export const deployedDeployment: StateMachineDefinition = substitute(deploymentDefinition, values);

const deploymentProgram: Program = parseStateMachine(deployedDeployment as unknown as Json);

/** An execution of the pipeline that has ended, with the executions of the deployment machine that it started. */
export interface PipelineRun extends ExecutionRun {
  readonly deployments: readonly ExecutionRun[];
}

/**
 * Runs the pipeline, and the deployment machine inside it, against a fake AWS, on a virtual clock.
 *
 * @throws Error when one of them asked for what it must never ask for
 */
export async function runPipeline(
  aws: FakePipelineAws,
  input: Json = {},
  options: RunOptions = {},
  definition: StateMachineDefinition = deployed,
): Promise<PipelineRun> {
  const program = parseStateMachine(definition as unknown as Json);
  const deployments: ExecutionRun[] = [];
  const services = (options.tasks as TaskFunction | undefined) ?? aws.task;
  const tasks: TaskFunction = async (parameters, call) => {
    const answer = await services(parameters, call);
    if (call.action !== 'startExecution' || isFailure(answer)) return answer;
    const { Name, Input } = parameters as { readonly Name: string; readonly Input: Json };
    const run = await runDeployment(aws, Input, { ...named(Name, 'deployment'), tasks: services });
    deployments.push(run);
    return nestedOutcome(run, Name);
  };
  const run = await runExecution(program, input, { ...options, tasks });
  if (aws.violations.length > 0) throw new Error(aws.violations.join('; '));
  return { ...run, deployments };
}

/**
 * Runs the deployment machine alone against a fake AWS, on a virtual clock.
 *
 * @throws Error when it asked for what it must never ask for
 */
export async function runDeployment(aws: FakePipelineAws, input: Json, options: RunOptions = {}): Promise<ExecutionRun> {
  const run = await runExecution(deploymentProgram, input, { tasks: aws.task, ...options });
  if (aws.violations.length > 0) throw new Error(aws.violations.join('; '));
  return run;
}

/** What `states:startExecution.sync:2` makes of a nested execution. */
function nestedOutcome({ status, output, error, cause, durationSeconds }: ExecutionRun, name: string): TaskOutcome {
  const timing = { afterSeconds: durationSeconds };
  const ExecutionArn = `arn:aws:states:us-east-1:123456789012:execution:deployment:${name}`;
  const described = { ExecutionArn, Name: name, StateMachineArn: DEPLOYMENT_MACHINE, Status: status };
  if (status === 'SUCCEEDED') return succeed({ ...described, Output: output ?? null }, timing);
  return fail(
    'States.TaskFailed',
    JSON.stringify({ Error: error, Cause: cause, Input: '{"Error":"none"}', ...described }),
    timing,
  );
}

function isFailure(answer: Json | TaskOutcome): boolean {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer['kind'] === 'failed';
}

/** An execution's name, with the ARN that belongs to it. */
export function named(name: string, machine = 'pipeline'): RunOptions {
  return { init: { name, executionArn: `arn:aws:states:us-east-1:123456789012:execution:${machine}:${name}` } };
}

/** The names of the states that were entered, in order. */
export function statesOf(run: ExecutionRun): readonly string[] {
  return run.events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}
