import { fail, runExecution, StateMachineCoverage } from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';

const definition = {
  StartAt: 'Check',
  States: {
    Check: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.n', NumericEquals: 1, Next: 'Call' },
        { Variable: '$.n', NumericEquals: 2, Next: 'Each' },
      ],
      Default: 'Done',
    },
    Call: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: {},
      Retry: [{ ErrorEquals: ['Busy'] }],
      Catch: [{ ErrorEquals: ['Lost'], Next: 'Done' }],
      Next: 'Done',
    },
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } },
      End: true,
    },
    Done: { Type: 'Succeed' },
  },
};

describe('StateMachineCoverage', () => {
  it('counts what the runs used, and names what they did not', async () => {
    const coverage = new StateMachineCoverage(definition);

    coverage.add(await runExecution(definition, { n: 1 }, { tasks: { Call: [fail('Busy'), fail('Lost')] } }));

    expect(coverage.report()).toEqual({
      states: { covered: 3, total: 5, missing: ['/States/Each', '/States/Each/ItemProcessor/States/One'] },
      choices: { covered: 1, total: 3, missing: ['/States/Check/Choices/1', '/States/Check/Default'] },
      catches: { covered: 1, total: 1, missing: [] },
      retries: { covered: 1, total: 1, missing: [] },
    });
    expect(coverage.toText()).toContain('never used: /States/Check/Default');
  });

  it('adds runs up', async () => {
    const coverage = new StateMachineCoverage(definition);

    coverage.add(await runExecution(definition, { n: 2, items: [1] }));
    coverage.add(await runExecution(definition, { n: 3 }));

    expect(coverage.report().choices).toMatchObject({ covered: 2, total: 3 });
    expect(coverage.report().states.missing).toEqual(['/States/Call']);
  });
});
