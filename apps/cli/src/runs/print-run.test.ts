import { describe, expect, it } from 'vitest';
import type { Paint } from '../output/paint.ts';
import { nextCommands, printRun } from './print-run.ts';
import type { RunReport, StepReport } from './run-report.ts';

const same = (text: string): string => text;
const paint: Paint = { bold: same, dim: same, green: same, red: same, yellow: same, cyan: same };
const NOW = new Date('2026-01-01T00:10:00Z');

const step = (over: Partial<StepReport>): StepReport => ({
  stateName: 'Train',
  stateType: 'Task',
  status: 'SUCCEEDED',
  enteredDate: new Date('2026-01-01T00:00:00Z'),
  exitedDate: new Date('2026-01-01T00:01:00Z'),
  seconds: 60,
  attempts: 1,
  error: null,
  cause: null,
  job: null,
  ...over,
});

const report = (over: Partial<RunReport>): RunReport => ({
  name: 'nightly',
  executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:ml-pipeline:nightly',
  status: 'SUCCEEDED',
  startDate: new Date('2026-01-01T00:00:00Z'),
  stopDate: new Date('2026-01-01T00:05:00Z'),
  seconds: 300,
  redriveCount: 0,
  input: {},
  error: null,
  cause: null,
  verdict: null,
  steps: [],
  runId: null,
  endpointName: null,
  modelDataUrl: null,
  reportUri: null,
  consoleUrl: null,
  ...over,
});

const JOB = { jobName: 'train-1', jobArn: 'arn', jobType: 'TrainingJob', status: 'Failed', metrics: { cv_r2: 0.881_234 } };

function printed(over: Partial<RunReport>, all = false): string {
  let text = '';
  printRun({ paint, write: (part) => (text += part) }, report(over), NOW, all);
  return text;
}

describe('a printed run', () => {
  it('has its name, times and input', () => {
    expect(printed({ input: { Seed: 1 } })).toBe(
      ['Run       nightly  SUCCEEDED', 'Started   10 min ago, took 5 min', 'Input     {"Seed":1}', '', ''].join('\n'),
    );
    expect(printed({ status: 'RUNNING', stopDate: null, input: null, redriveCount: 2 })).toBe(
      ['Run       nightly  RUNNING  redriven 2 ×', 'Started   10 min ago, running for 5 min', '', ''].join('\n'),
    );
  });

  it('has a line for each step that took time, that is not over, or that has a job', () => {
    const steps = [
      step({ stateName: 'Preprocess', job: { ...JOB, metrics: {} } as never }),
      step({ stateName: 'Train', status: 'CAUGHT', attempts: 3, job: { ...JOB, consoleUrl: 'https://console' } as never }),
      step({ stateName: 'InputIsValid', stateType: 'Choice', seconds: 0.01 }),
      step({ stateName: 'PipelineFailed', stateType: 'Fail' }),
      step({ stateName: 'Evaluate', status: 'RUNNING', seconds: null }),
      step({ stateName: 'Deploy', status: 'FAILED', error: 'States.Timeout', seconds: 1 }),
    ];

    expect(printed({ steps }).split('\n').slice(3)).toEqual(
      [
        ' ✓ Preprocess  1 min     train-1',
        ' ! Train       1 min     3 attempts  cv_r2 0.8812  https://console',
        ' ● Evaluate     running',
        ' ✗ Deploy         1.0 s  States.Timeout:',
        '  2 instant states hidden (--all shows them)',
        '',
      ].map((line) => expect.stringMatching(new RegExp(`^${line.replaceAll(/[()]/g, '\\$&').replaceAll(/ +/g, ' +')}$`))),
    );
    expect(printed({ steps }, true)).toContain('InputIsValid');
    expect(printed({ steps }, true)).not.toContain('hidden');
  });

  it('shortens a long cause of a step to one line', () => {
    const steps = [step({ error: 'Failed', cause: `${'x'.repeat(130)}\nsecond` })];

    expect(printed({ steps })).toContain(`Failed: ${'x'.repeat(119)}…\n`);
  });

  it('has no request of a quota where its ARN names no region', () => {
    expect(printed({ executionArn: 'run', error: 'Failed', cause: 'no' })).not.toContain('Request');
  });

  it('ends with what it produced, or with its failure and the request for a higher quota', () => {
    const verdict = {
      Decision: 'APPROVED',
      Metrics: { r2: 0.881_680_1 },
      Reasons: ['r2 0.8816801378540059 reaches the threshold 0.7.'],
    } as never;
    const links = {
      endpointName: 'ml-pipeline',
      modelDataUrl: 's3://b/model.tar.gz',
      reportUri: 's3://b/report.html',
      consoleUrl: 'https://console',
    };
    const quota = "The account-level service limit 'ml.m5.large for training job usage' is 0 Instances";

    expect(printed({ verdict, ...links })).toMatch(
      /\nMetrics +r2 0.8817\nVerdict +APPROVED {2}r2 0.8817 reaches the threshold 0.7.\nEndpoint +ml-pipeline\nModel +s3:\/\/b\/model.tar.gz\nReport +s3:\/\/b\/report.html\nConsole +https:\/\/console\n$/,
    );
    expect(printed({ verdict: { ...(verdict as object), Decision: 'REJECTED' } as never })).toMatch(/\nVerdict +REJECTED /);
    expect(printed({ error: 'TrainingFailed', cause: quota })).toMatch(
      /\nEnded +TrainingFailed: The account.*\nRequest +aws service-quotas request-service-quota-increase --region eu-west-1 /,
    );
    expect(printed({ error: 'TrainingFailed' })).toMatch(/\nEnded +TrainingFailed: *\n$/);
  });
});

describe('the next commands of a run', () => {
  it.each<readonly [string, Partial<RunReport>, string]>([
    ['that is running', { status: 'RUNNING' }, 'stepmaker logs nightly --follow · stepmaker stop nightly'],
    ['with a report', { reportUri: 's3://b/r' }, 'stepmaker logs nightly · stepmaker graph nightly · stepmaker report nightly'],
    ['that was stopped', { status: 'ABORTED' }, 'stepmaker logs nightly · stepmaker graph nightly · stepmaker redrive nightly'],
    ['that timed out', { status: 'TIMED_OUT' }, 'stepmaker logs nightly · stepmaker graph nightly · stepmaker redrive nightly'],
    [
      'with a generated name',
      { name: '3696a6c1-f988-4b24-9d00-7b60b60aac4b' },
      'stepmaker logs 3696a6c1 · stepmaker graph 3696a6c1',
    ],
  ])('%s', (_what, over, commands) => {
    expect(nextCommands(report(over))).toBe(commands);
  });
});
