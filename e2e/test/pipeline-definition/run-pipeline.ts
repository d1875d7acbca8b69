import type { StateMachineDefinition } from '@stepmaker/asl';
import { pipelineDefinition, substitute } from '@stepmaker/asl/pipeline';
import {
  type ExecutionRun,
  type Json,
  type Program,
  parseStateMachine,
  type RunOptions,
  runExecution,
} from '@stepmaker/asl-interpreter';
import type { FakeAws } from './fake-aws.ts';

/** The endpoint of the stack, which executions use unless they name another. */
export const ENDPOINT = 'houses-endpoint';

/** The definition as it is deployed in the tests' stack. */
export const deployed: StateMachineDefinition = substitute(pipelineDefinition, {
  Partition: 'aws',
  StackName: 'houses',
  BucketName: 'bucket',
  CodePrefix: 'code/v1',
  SageMakerRoleArn: 'arn:aws:iam::123456789012:role/sagemaker',
  EvaluatorFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:evaluator',
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
});

const program: Program = parseStateMachine(deployed as unknown as Json);

/**
 * Runs the pipeline against a fake AWS, on a virtual clock.
 *
 * @throws Error when the pipeline asked for what it must never ask for
 */
export async function runPipeline(aws: FakeAws, input: Json = {}, options: RunOptions = {}): Promise<ExecutionRun> {
  const run = await runExecution(program, input, { tasks: aws.task, ...options });
  if (aws.violations.length > 0) throw new Error(aws.violations.join('; '));
  return run;
}

/** An execution's name, with the ARN that goes with it. */
export function named(name: string): RunOptions {
  return { init: { name, executionArn: `arn:aws:states:us-east-1:123456789012:execution:pipeline:${name}` } };
}

/** The names of the states that were entered, in order. */
export function statesOf(run: ExecutionRun): readonly string[] {
  return run.events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}
