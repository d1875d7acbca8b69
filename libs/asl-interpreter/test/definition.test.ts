import { createExecution, InvalidDefinitionError, type Json, type Program, parseStateMachine } from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';

const one = (state: object): Json => ({ StartAt: 'A', States: { A: state } }) as Json;
const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };

describe('parseStateMachine', () => {
  it.each<[string, Json | string, string]>([
    ['no JSON', '{', '/: not JSON'],
    ['no object', [], '/: expected a JSON object'],
    ['no StartAt', { States: {} }, '/StartAt: is required'],
    ['a StartAt that is not there', { StartAt: 'B', States: {} }, "/StartAt: unknown state 'B'"],
    ['an unknown type', one({ Type: 'Sleep' }), "/States/A/Type: unknown type of state 'Sleep'"],
    ['a type that is not a text', one({ Type: 5 }), '/States/A/Type: expected a string'],
    ['a Next that is not there', one({ Type: 'Pass', Next: 'B' }), "/States/A/Next: unknown state 'B'"],
    [
      'a Catch that leads nowhere',
      one({ ...task, Catch: [{ ErrorEquals: [], Next: 'B' }] }),
      "/States/A/Catch/0/Next: unknown state 'B'",
    ],
    ['a Default that is not there', one({ Type: 'Choice', Choices: [], Default: 'B' }), "/States/A/Default: unknown state 'B'"],
    [
      'a rule that leads nowhere',
      one({ Type: 'Choice', Choices: [{ Variable: '$', IsNull: true, Next: 'B' }] }),
      '/States/A/Choices/0/Next',
    ],
    [
      'a rule without an operator',
      one({ Type: 'Choice', Choices: [{ Variable: '$', Next: 'A' }] }),
      '/States/A/Choices/0/: expected an operator',
    ],
    [
      'a rule without a variable',
      one({ Type: 'Choice', Choices: [{ IsNull: true, Next: 'A' }] }),
      '/States/A/Choices/0/Variable: is required',
    ],
    [
      'an operand that is not a path',
      one({ Type: 'Choice', Choices: [{ Variable: '$', NumericEqualsPath: 5, Next: 'A' }] }),
      'NumericEqualsPath',
    ],
    [
      'a rule in JSONata without a condition',
      one({ Type: 'Choice', QueryLanguage: 'JSONata', Choices: [{ Next: 'A' }] }),
      '/States/A/Choices/0/Condition: is required',
    ],
    ['variables that are none', one({ Type: 'Pass', Assign: null, End: true }), '/States/A/Assign: expected a JSON object'],
    ['a ResultPath of many places', one({ ...task, ResultPath: '$.a[*]' }), '/States/A/ResultPath: is not a Reference Path'],
    ['a resource that is none', one({ ...task, Resource: 'lambda' }), '/States/A/Resource: is not the ARN'],
    ['a path that is none', one({ Type: 'Pass', InputPath: 'x', End: true }), '/States/A/InputPath'],
    [
      'an unknown function',
      one({ Type: 'Pass', Parameters: { 'v.$': 'States.Sum(1)' }, End: true }),
      'Unknown intrinsic function',
    ],
    [
      'a function with too few arguments',
      one({ Type: 'Pass', Parameters: { 'v.$': 'States.MathAdd(1)' }, End: true }),
      'Wrong number of arguments',
    ],
    ['a function that does not end', one({ Type: 'Pass', Parameters: { 'v.$': "States.Array('a" }, End: true }), 'closing quote'],
    ['text behind a function', one({ Type: 'Pass', Parameters: { 'v.$': 'States.UUID() x' }, End: true }), 'Expected the end'],
    [
      'an argument that is none',
      one({ Type: 'Pass', Parameters: { 'v.$': 'States.Array(abc)' }, End: true }),
      'Expected a value',
    ],
    ['a member that is neither', one({ Type: 'Pass', Parameters: { 'v.$': 'plain' }, End: true }), "Expected 'States.'"],
    [
      'an expression that is none',
      one({ Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% 1 + %}', End: true }),
      '/States/A/Output: Unexpected end of expression',
    ],
    ['a Wait for nothing', one({ Type: 'Wait', End: true }), '/States/A/: expected one of Seconds'],
    ['a list that is none', one({ ...task, Retry: {} }), '/States/A/Retry: expected an array'],
    ['an error name that is none', one({ ...task, Retry: [{ ErrorEquals: [5] }] }), 'expected an array of strings'],
    ['a number that is none', one({ ...task, Retry: [{ ErrorEquals: [], MaxAttempts: 'x' }] }), 'MaxAttempts: expected a number'],
    [
      'a broken state in a branch',
      one({ Type: 'Parallel', Branches: [one({ Type: 'Oh' })], End: true }),
      '/States/A/Branches/0/States/A/Type',
    ],
  ])('refuses %s, and says where', (_, definition, words) => {
    expect(() => parseStateMachine(definition)).toThrow(InvalidDefinitionError);
    expect(() => parseStateMachine(definition)).toThrow(words);
  });

  it('finds the programs of distributed Maps by pointer, nested ones too', () => {
    const processor = (state: object) => ({ ProcessorConfig: { Mode: 'DISTRIBUTED' }, ...(one(state) as object) });
    const inner = { Type: 'Map', Iterator: processor({ Type: 'Succeed' }), End: true };
    const program = parseStateMachine(one({ Type: 'Map', ItemProcessor: processor(inner), End: true }));

    const child = program.childProgram('/States/A/ItemProcessor');

    expect(child.childProgram('/States/A/ItemProcessor/States/A/Iterator').definition).toEqual(processor({ Type: 'Succeed' }));
    expect(() => program.childProgram('/States/B')).toThrow(RangeError);
  });
});

describe('createExecution', () => {
  it('takes programs of parseStateMachine alone', () => {
    expect(() => createExecution({} as Program, {} as never)).toThrow(TypeError);
  });
});
