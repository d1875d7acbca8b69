import { beforeAll, describe, expect, it } from 'vitest';
import { type Baseline, playBaseline } from './baseline.ts';
import { coreTemplate } from './core-template.ts';
import { tryVariant } from './try-variant.ts';
import { unusedActions } from './unused-actions.ts';
import { variantsOf } from './variants.ts';

/** A sample of what `npx nx run e2e:mutation` takes away: one of each kind of thing that then breaks, and how it shows. */
const SAMPLE = [
  ['PipelineRole', 'events:PutRule', 'deploy', 'is not authorized to create managed-rule.'],
  ['PipelineRole', 'logs:GetLogDelivery', 'deploy', 'The state machine IAM Role is not authorized to access the Log Destination'],
  ['PipelineRole', 'statement 1 (iam:PassRole)', 'run', 'is not authorized to perform: iam:PassRole on resource'],
  ['PipelineRole', 'xray:PutTraceSegments', 'run', 'traces of the pipeline: none'],
  ['DeploymentRole', 'xray:PutTraceSegments', 'run', 'traces of deployments: none'],
  ['PipelineRole', 'states:StopExecution', 'stop in deployment', 'deployments that the stop ended: none'],
  ['PipelineRole', 'sagemaker:StopTrainingJob', 'stop in training', 'training jobs running after the stop: some'],
  ['ExecutionRole', 'logs:CreateLogGroup', 'run', 'log of processing jobs: empty'],
  ['EvaluatorRole', 's3:ListBucket', 'no report', 'AccessDenied'],
] as const;

describe('the roles of the template', { timeout: 120_000 }, () => {
  const template = coreTemplate();
  const variants = variantsOf(template);
  let baseline: Baseline;

  beforeAll(async () => {
    baseline = await playBaseline(template);
  });

  it('are enough for every scenario', () => {
    const { run, destroy } = baseline.observations;

    expect(run).toMatchObject({
      'first run': 'SUCCEEDED',
      'traces of the pipeline': 'recorded',
      'traces of deployments': 'recorded',
      'log of endpoints': 'written',
    });
    expect(destroy).toMatchObject({
      'the stack': 'gone',
      'endpoints left': '',
      'log groups of endpoints left': '',
      'jobs left running': '',
      'log streams of jobs left': '',
      'buckets left': '',
    });
  });

  it('grant nothing that nothing uses', () => {
    expect(unusedActions(template, baseline)).toEqual([]);
  });

  it.concurrent.for(SAMPLE)('%s breaks something without %s', async ([role, taken, scenario, words], { expect }) => {
    const variant = variants.find((each) => each.role === role && each.taken === taken);
    if (variant === undefined) throw new Error(`${role} has no ${taken}: ${variants.map((each) => each.taken).join(', ')}`);

    const { broke } = await tryVariant(variant, baseline);

    expect(broke).toMatchObject({ scenario, what: expect.stringContaining(words) });
  });
});
