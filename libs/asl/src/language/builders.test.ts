import { describe, expect, expectTypeOf, it } from 'vitest';
import { choice } from './choice.ts';
import { fail } from './fail.ts';
import { jsonata } from './jsonata.ts';
import { mapState } from './map.ts';
import { parallel } from './parallel.ts';
import { pass } from './pass.ts';
import { type State, type StateMachineDefinition, stateMachine } from './state-machine.ts';
import { succeed } from './succeed.ts';
import { task } from './task.ts';
import { wait } from './wait.ts';

describe('the builders', () => {
  it('make plain states of each type, in both query languages', () => {
    const states = {
      Pass: pass({ Assign: { a: jsonata('1') }, Next: 'Task' }),
      PassPath: pass({ QueryLanguage: 'JSONPath', Parameters: { 'a.$': '$.b' }, ResultPath: '$.c', Next: 'Task' }),
      Task: task({ Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'f' }, Next: 'Choice' }),
      TaskPath: task({
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { FunctionName: 'f' },
        TimeoutSecondsPath: '$.t',
        End: true,
      }),
      Choice: choice({ Choices: [{ Condition: jsonata('$a > 1'), Next: 'Wait' }], Default: 'Fail' }),
      ChoicePath: choice({
        Choices: [
          { And: [{ Variable: '$.a', NumericGreaterThan: 1 }, { Not: { Variable: '$.b', IsPresent: true } }], Next: 'Wait' },
        ],
      }),
      Wait: wait({ Seconds: jsonata('$a'), Next: 'Parallel' }),
      WaitPath: wait({ TimestampPath: '$.until', Next: 'Parallel' }),
      Parallel: parallel({ Branches: [{ StartAt: 'A', States: { A: pass({ End: true }) } }], Next: 'Map' }),
      Map: mapState({
        Items: [1, 2],
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
          StartAt: 'A',
          States: { A: pass({ End: true }) },
        },
        Next: 'Succeed',
      }),
      Succeed: succeed({ Output: 1 }),
      Fail: fail({ Error: 'E', Cause: jsonata('$why') }),
    };

    const machine = stateMachine({ QueryLanguage: 'JSONPath', StartAt: 'Pass', States: states });

    expect(JSON.parse(JSON.stringify(machine))).toEqual(machine);
    expect(Object.values(machine.States).map(({ Type }) => Type)).toEqual(
      'Pass Pass Task Task Choice Choice Wait Wait Parallel Map Succeed Fail'.split(' '),
    );
    expectTypeOf(machine.States.Choice.Type).toEqualTypeOf<'Choice'>();
    expectTypeOf(machine).toExtend<StateMachineDefinition>();
  });

  it('refuse at compile time values that are not states', () => {
    // @ts-expect-error a state continues or ends, not both
    pass({ Next: 'A', End: true });
    // @ts-expect-error a machine starts at a separate state
    stateMachine({ StartAt: 'B', States: { A: succeed({}) } });
    // @ts-expect-error JSONata states have no Parameters
    const state: State = { Type: 'Task', QueryLanguage: 'JSONata', Resource: 'r', Parameters: {}, End: true };

    expect(state.Type).toBe('Task');
  });
});
