import type { PipelineOutput } from '@stepmaker/asl/pipeline';

/** What of an output must be text for it to be the pipeline's. */
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
  const members = (typeof output === 'object' && output !== null ? output : {}) as Partial<Record<keyof PipelineOutput, unknown>>;
  const missing = [
    ...TEXTS.filter((name) => typeof members[name] !== 'string'),
    ...(typeof members.Verdict === 'object' && members.Verdict !== null ? [] : ['Verdict']),
  ];
  if (missing.length === 0) return output as PipelineOutput;
  throw new TypeError(
    `${executionArn} succeeded, and its output is not that of the pipeline: it has no ${missing.join(', ')}. Is it an execution of the right state machine?`,
  );
}
