import { describe, expect, it } from 'vitest';
import type { JsonataReading } from './definition-syntax.ts';
import { OUTLINE_SYNTAX } from './definition-syntax.ts';
import { invalidDefinitionMessage } from './diagnostic.ts';
import { validateStateMachine } from './validate-state-machine.ts';

const end = { Type: 'Pass', End: true };
const found = (machine: unknown) => validateStateMachine(machine).map(({ location, message }) => `${location}: ${message}`);

describe('a machine', () => {
  it.each<[string, object, string[]]>([
    ['a Version that is not 1.0', { Version: '2.0' }, ['/Version: Value should be one of the following: [1.0]']],
    ['TimeoutSeconds below zero', { TimeoutSeconds: -1 }, ['/TimeoutSeconds: Minimum value is 0']],
    ['no time at all', { TimeoutSeconds: 0 }, []],
    [
      'another language',
      { QueryLanguage: 'jsonpath' },
      ['/QueryLanguage: Value should be one of the following: [JSONPath, JSONata]'],
    ],
    ['a language that is not a text', { QueryLanguage: 1 }, ['/QueryLanguage: Expected value of type [STRING]']],
    ['a StartAt that is not a text', { StartAt: 1 }, ['/StartAt: Expected value of type [STRING]']],
    [
      'a StartAt that is not there',
      { StartAt: 'B' },
      ["/StartAt: Missing 'Next' target: B", '/States/A: State "A" is not reachable.'],
    ],
    ['a name of no length', { StartAt: '', States: { '': end } }, ['/States/: Invalid State name: State name cannot be empty']],
  ])('%s', (_what, fields, expected) => expect(found({ StartAt: 'A', States: { A: end }, ...fields })).toEqual(expected));

  it('that has no end has this diagnostic alone, without a place', () => {
    const loop = {
      StartAt: 'A',
      States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' }, C: { Type: 'Pass', Next: 'C' } },
    };

    const diagnostics = validateStateMachine(loop);

    expect(diagnostics).toEqual([{ severity: 'ERROR', code: 'MISSING_END_STATE', message: 'Workflow has no terminal state' }]);
    expect(invalidDefinitionMessage(diagnostics)).toBe(
      "Invalid State Machine Definition: 'MISSING_END_STATE: Workflow has no terminal state at null'",
    );
  });

  it('finds states that only lead to each other', () => {
    const machine = { StartAt: 'A', States: { A: end, B: { Type: 'Pass', Next: 'C' }, C: { Type: 'Pass', Next: 'B' } } };

    expect(found(machine)).toEqual(['/States/B: State "B" is not reachable.', '/States/C: State "C" is not reachable.']);
  });

  it.each([600, 10_000])('that is nested %i deep is refused, not a crash', (levels) => {
    let machine: object = { StartAt: 'S', States: { S: end } };
    for (let i = 0; i < levels; i += 1)
      machine = { StartAt: 'S', States: { S: { Type: 'Parallel', Branches: [machine], End: true } } };

    expect(validateStateMachine(machine)).toMatchObject([{ code: 'TOO_DEEPLY_NESTED' }]);
  });

  it('that says nothing is missing', () => {
    expect(validateStateMachine(' ')).toMatchObject([{ code: 'MISSING_DESCRIPTION' }]);
  });

  it('that is not JSON has one diagnostic, with its place', () => {
    expect(invalidDefinitionMessage(validateStateMachine('{'))).toBe(
      "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: Unexpected end-of-input: expected close marker for Object " +
        '(start marker at [Source: (String)"{"; line: 1, column: 1])\n at [Source: (String)"{"; line: 1, column: 2]\'',
    );
  });

  it('quotes the beginning of a text that is long and no JSON', () => {
    const [diagnostic] = validateStateMachine(`nope${' '.repeat(600)}`);

    expect(diagnostic?.message).toContain('"[truncated 104 chars]');
  });
});

describe('variables', () => {
  const assign = (Assign: unknown, more: object = {}) => ({ StartAt: 'A', States: { A: { ...end, Assign, ...more } } });

  it.each<[string, unknown, string[]]>([
    ['no object', 1, ['/States/A/Assign: Expected value of type [OBJECT]']],
    ['a reserved name', { states: 1 }, ["/States/A/Assign/states: Cannot assign to reserved variable '$states'."]],
    [
      'a name with a dash',
      { 'a-b': 1 },
      ["/States/A/Assign/a-b: Invalid variable name 'a-b': the variable name contains invalid characters."],
    ],
    [
      'a part of a variable',
      { 'a.b.$': '$' },
      ["/States/A/Assign/a.b.$: Invalid variable name 'a.b': the variable name contains invalid characters."],
    ],
    ['a long name', { [`v${'x'.repeat(80)}`]: 1 }, [expect.stringContaining('the variable name is longer than 80 characters.')]],
    ['names of any script', { größe: 1, 変数: 2 }, []],
    [
      'a value that is not a path',
      { 'a.$': 'b' },
      [expect.stringContaining("The value for the field 'a.$' must be a valid JSONPath")],
    ],
  ])('%s', (_what, given, expected) => expect(found(assign(given))).toEqual(expected));

  it('have the names that they are given in JSONata, dollars and all', () => {
    expect(found(assign({ 'a.$': 1 }, { QueryLanguage: 'JSONata' }))).toEqual([
      "/States/A/Assign/a.$: Invalid variable name 'a.$': the variable name contains invalid characters.",
    ]);
  });

  const nested = (language: string, before: object, after: object, mode: string) => ({
    QueryLanguage: language,
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', ...before, Next: 'M' },
      M: {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: mode, ...(mode === 'DISTRIBUTED' && { ExecutionType: 'STANDARD' }) },
          StartAt: 'I',
          States: { I: { ...end, Assign: { v: 1 } } },
        },
        Next: 'Z',
      },
      Z: { ...end, ...after },
    },
  });
  const twice = ["/States/M/ItemProcessor/States/I/Assign/v: The variable name 'v' was already defined in a parent scope."];

  it('of an outer scope are not assigned in an inner one, if they may be there by then', () => {
    expect(found(nested('JSONPath', { Assign: { 'v.$': '$' } }, {}, 'INLINE'))).toEqual(twice);
    expect(found(nested('JSONata', { Assign: { v: 1 } }, {}, 'INLINE'))).toEqual(twice);
    expect(found(nested('JSONata', {}, { Assign: { v: 1 } }, 'INLINE'))).toEqual([]);
    expect(found(nested('JSONata', { Assign: { v: 1 } }, {}, 'DISTRIBUTED'))).toEqual([]);
  });

  it('are looked for in whatever stands where rules and states should', () => {
    const inner = { StartAt: 'I', States: { I: { ...end, Assign: { v: 1 } } } };
    const machine = {
      StartAt: 'C',
      States: { C: { Type: 'Choice', Choices: [1] }, D: 1, P: { Type: 'Parallel', Branches: [inner], End: true } },
    };

    expect(found(machine)).toEqual([
      '/States/C/Choices[0]: Expected value of type [OBJECT]',
      '/States/D: Expected value of type [OBJECT]',
    ]);
  });

  it('are those of rules and Catchers too, on every way that leads to the state', () => {
    const inner = { StartAt: 'I', States: { I: { ...end, Assign: { v: 1 } } } };
    const machine = {
      StartAt: 'C',
      States: {
        C: { Type: 'Choice', Choices: [{ Variable: '$', IsNull: true, Assign: { v: 1 }, Next: 'B' }], Default: 'B' },
        B: { Type: 'Pass', Next: 'P' },
        P: { Type: 'Parallel', Branches: [inner], Next: 'P2' },
        P2: { Type: 'Pass', Next: 'C2' },
        C2: { Type: 'Choice', Choices: [{ Variable: '$', IsNull: true, Next: 'P' }], Default: 'E' },
        E: { Type: 'Succeed' },
      },
    };

    expect(found(machine)).toEqual([
      "/States/P/Branches[0]/States/I/Assign/v: The variable name 'v' was already defined in a parent scope.",
    ]);
  });
});

describe('expressions', () => {
  const readings: Record<string, Partial<JsonataReading>> = {
    broken: { error: 'Unexpected end of expression' },
    phone: { topLevel: ['phone'] },
    $$: { root: true },
    '$states.result': { statesFields: ['result'] },
    '$states.errorOutput': { statesFields: ['errorOutput'] },
  };
  const syntax = {
    ...OUTLINE_SYNTAX,
    readJsonata: (source: string) => ({ topLevel: [], root: false, statesFields: [], ...readings[source] }),
  };
  const check = (state: object) =>
    validateStateMachine(
      {
        QueryLanguage: 'JSONata',
        StartAt: 'S',
        States: { S: { ...((state as { Choices?: unknown }).Choices === undefined && { End: true }), ...state } },
      },
      { syntax },
    ).map(({ code, location, message }) => `${code} ${location?.replace('/States/S/', '')}: ${message}`);
  const task = { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f' };

  it.each<[string, object, string[]]>([
    [
      'that do not parse',
      { Type: 'Pass', Output: { a: ['{% broken %}'] } },
      ['INVALID_JSONATA_EXPRESSION Output/a[0]: Unexpected end of expression'],
    ],
    [
      'that look for a context item',
      { Type: 'Pass', Output: '{% phone %}' },
      ["UNSUPPORTED_JSONATA_EXPRESSION Output: Reference to 'phone' at the top level is not supported."],
    ],
    [
      'that look for the root',
      { Type: 'Pass', Output: '{% $$ %}' },
      ["UNSUPPORTED_JSONATA_EXPRESSION Output: Reference to '$$' is not supported."],
    ],
    [
      'that look for a result where there is none',
      { Type: 'Pass', Output: '{% $states.result %}' },
      ["UNSUPPORTED_JSONATA_EXPRESSION Output: Field '$states.result' does not exist."],
    ],
    ['that find a result', { ...task, Output: '{% $states.result %}', Assign: { a: '{% $states.result %}' } }, []],
    [
      'that look for a result before the call',
      { ...task, Arguments: '{% $states.result %}' },
      ["UNSUPPORTED_JSONATA_EXPRESSION Arguments: Field '$states.result' does not exist."],
    ],
    [
      'that look for an error where there is none',
      { ...task, Output: '{% $states.errorOutput %}' },
      ["UNSUPPORTED_JSONATA_EXPRESSION Output: Field '$states.errorOutput' does not exist."],
    ],
    [
      'that find an error',
      {
        ...task,
        Catch: [
          { ErrorEquals: ['E'], Output: '{% $states.errorOutput %}', Assign: { a: '{% $states.errorOutput %}' }, Next: 'S' },
        ],
      },
      [],
    ],
    [
      'that are half open',
      { Type: 'Pass', Output: '{% 1' },
      ['SCHEMA_VALIDATION_FAILED Output: JSONata string must start with {% and end with %}'],
    ],
    [
      'in a rule',
      { Type: 'Choice', Choices: [{ Condition: '{% broken %}', Next: 'S' }] },
      ['INVALID_JSONATA_EXPRESSION Choices[0]/Condition: Unexpected end of expression'],
    ],
    [
      'under names that are ours elsewhere',
      { ...task, Arguments: { Comment: '{% broken %}' } },
      ['INVALID_JSONATA_EXPRESSION Arguments/Comment: Unexpected end of expression'],
    ],
    ['that are none', { ...task, Comment: '{% broken %}', Retry: [{ ErrorEquals: ['{% broken %}'] }] }, []],
  ])('%s', (_what, state, expected) => expect(check(state)).toEqual(expected));

  it('of a reader: its arguments, not its headers', () => {
    const reader = {
      Resource: 'arn:aws:states:::s3:getObject',
      Arguments: { Key: '{% broken %}' },
      ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['{% broken %}'] },
    };
    const processor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'I', States: { I: end } };

    expect(check({ Type: 'Map', ItemReader: reader, ItemProcessor: processor })).toEqual([
      'INVALID_JSONATA_EXPRESSION ItemReader/Arguments/Key: Unexpected end of expression',
    ]);
  });
});
