import type { PipelineOutput } from '@stepmaker/asl/pipeline';
import { checkedOutput } from './checked-output.ts';

/** Fields of an output that must be text for it to be the pipeline's. */
const TEXTS = [
  'EndpointName',
  'EndpointConfigName',
  'ModelName',
  'ModelDataUrl',
  'PreprocessingJobName',
  'TrainingJobName',
  'EvaluationJobName',
  'EvaluationUri',
] as const satisfies readonly (keyof PipelineOutput)[];

/**
 * An execution's output as the pipeline's.
 *
 * @throws TypeError when it is the output of another state machine, with the members that are missing
 */
export function pipelineOutput(output: unknown, executionArn: string): PipelineOutput {
  return checkedOutput(output, { executionArn, machine: 'the pipeline', texts: TEXTS, objects: ['Verdict'] });
}
