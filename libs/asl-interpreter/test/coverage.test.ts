import { fail, type Json, parseStateMachine, runExecution, StateMachineCoverage } from '@stepmaker/asl-interpreter';
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
      branches: { covered: 0, total: 0, missing: [] },
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

  it('counts the branches of Parallel states, and adds up what other files have written', async () => {
    const branch = (name: string): Json => ({
      StartAt: name,
      States: {
        [name]: { Type: 'Choice', Choices: [{ Variable: '$.n', IsPresent: true, Next: `${name}2` }] },
        [`${name}2`]: { Type: 'Succeed' },
      },
    });
    const machine = {
      StartAt: 'First',
      States: {
        First: { Type: 'Choice', Choices: [{ Variable: '$.both', IsPresent: true, Next: 'Both' }], Default: 'End' },
        Both: { Type: 'Parallel', Branches: [branch('A'), branch('B')], Next: 'End' },
        End: { Type: 'Succeed' },
      },
    };
    const first = new StateMachineCoverage(machine);
    const second = new StateMachineCoverage(parseStateMachine(machine));

    first.add(await runExecution(machine, {}));
    second.add(await runExecution(machine, { both: true, n: 1 }));

    expect(first.report().branches).toEqual({
      covered: 0,
      total: 2,
      missing: ['/States/Both/Branches/0', '/States/Both/Branches/1'],
    });
    first.add(JSON.parse(JSON.stringify(second)));
    expect(first.report().branches).toEqual({ covered: 2, total: 2, missing: [] });
    expect(first.toText()).toBe(
      [
        'states      7 of    7  100.0 %',
        'branches    2 of    2  100.0 %',
        'choices     4 of    4  100.0 %',
        'catches     0 of    0  100.0 %',
        'retries     0 of    0  100.0 %',
      ].join('\n'),
    );
  });
});
