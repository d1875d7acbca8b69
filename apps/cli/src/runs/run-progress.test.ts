import { describe, expect, it } from 'vitest';
import type { Paint } from '../output/paint.ts';
import { RunProgress } from './run-progress.ts';

const same = (text: string): string => text;
const paint: Paint = { bold: same, dim: same, green: same, red: same, yellow: same, cyan: same };
const of = {
  timestamp: new Date(0),
  stateName: 'Train',
  job: { jobName: 'train-1', jobArn: 'arn', jobType: 'TrainingJob' },
} as const;

describe('the progress of a run', () => {
  it('shows how many phases are done, the metrics and the last five lines of the job, cut to the width', () => {
    const progress = new RunProgress(paint);
    progress.end('Preprocess');
    progress.begin('Train');
    progress.take({ type: 'JobMetric', ...of, metricName: 'cv_r2', value: 0.912_345 });
    for (let line = 1; line <= 6; line++) progress.take({ type: 'JobLogLine', ...of, message: `line ${line} ${'x'.repeat(40)}` });

    const [bar, ...rest] = progress.lines(30);

    expect(bar).toMatch(/1 of 5 · 0\.\d s · Ctrl-C /);
    expect(rest).toEqual(['    cv_r2 0.9123', ...[2, 3, 4, 5, 6].map((line) => `    │ line ${line} ${'x'.repeat(16)}…`)]);
  });

  it('forgets metrics, lines and status of a phase when the next one begins', () => {
    const progress = new RunProgress(paint);
    progress.begin('Train');
    progress.take({ type: 'JobMetric', ...of, metricName: 'cv_r2', value: 0.9 });
    progress.take({ type: 'JobStatusChanged', ...of, status: 'InProgress', secondaryStatus: 'Training' });
    expect([progress.doing, progress.metrics]).toEqual(['Training', 'cv_r2 0.9']);

    progress.begin('Evaluate');
    expect([progress.doing, progress.metrics]).toEqual(['', '']);
    expect(progress.lines(80)).toHaveLength(1);

    progress.take({ type: 'JobStatusChanged', ...of, status: 'InProgress' });
    expect(progress.doing).toBe('InProgress');
  });
});
