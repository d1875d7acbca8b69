import { describe, expect, it } from 'vitest';
import { invalidDefinitionMessage } from './diagnostic.ts';
import { validateStateMachine } from './validate-state-machine.ts';

const end = { Type: 'Pass', End: true };

/** The diagnostics as `location: message`, of errors and warnings alike. */
function found(definition: unknown, type: 'STANDARD' | 'EXPRESS' = 'STANDARD'): string[] {
  return validateStateMachine(definition, { type }).map(({ location, message }) => `${location}: ${message}`);
}

/** A machine of one state. */
function one(state: object, machine: object = {}): object {
  return { StartAt: 'Only', States: { Only: state }, ...machine };
}

describe('validateStateMachine', () => {
  it('takes a right machine, given as text or as data', () => {
    expect(validateStateMachine(one(end))).toEqual([]);
    expect(validateStateMachine(JSON.stringify(one(end)))).toEqual([]);
  });

  it('lists every problem of every state, each with its path', () => {
    const definition = {
      StartAt: 'Train',
      States: {
        Train: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sagemaker:train.sync',
          Retry: [{ ErrorEquals: ['States.ALL'], BackoffRate: 0.5 }],
          Next: 'Look',
        },
        Look: {
          Type: 'Choice',
          Choices: [
            { Variable: '$.x', StringEquals: 1, Next: 'Done' },
            { Variable: 'x', IsNull: true },
          ],
        },
        Done: { Type: 'Succeed', Next: 'Train' },
      },
    };

    expect(found(definition)).toEqual([
      '/States/Train/Retry[0]/BackoffRate: Minimum value is 1.0',
      '/States/Train/Resource: The resource provided arn:aws:states:::sagemaker:train.sync is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.',
      '/States/Look/Choices[0]/StringEquals: Expected value of type [STRING]',
      '/States/Look/Choices[1]: These fields are required: [Next]',
      "/States/Look/Choices[1]/Variable: Value is not a Reference Path: Reference path didn't start with '$'",
      "/States/Done: Field 'Next' is not supported",
    ]);
  });

  it.each([
    [
      'a missing target',
      { A: { Type: 'Pass', Next: 'B' } },
      ["/States/A/Next: Missing 'Next' target: B", 'undefined: Workflow has no terminal state'],
    ],
    ['a state that nothing leads to', { A: end, B: end }, ['/States/B: State "B" is not reachable.']],
    [
      'the first of a chain that nothing leads to',
      { A: end, C: end, B: { Type: 'Pass', Next: 'C' } },
      ['/States/B: State "B" is not reachable.'],
    ],
    [
      'circles that nothing leads to',
      { A: end, B: { Type: 'Pass', Next: 'C' }, C: { Type: 'Pass', Next: 'B' }, D: { Type: 'Pass', Next: 'D' } },
      ['B', 'C', 'D'].map((name) => `/States/${name}: State "${name}" is not reachable.`),
    ],
    [
      'a start that does not exist',
      { B: { Type: 'Pass', Next: 'C' }, C: end },
      ["/StartAt: Missing 'Next' target: A", '/States/B: State "B" is not reachable.'],
    ],
    [
      'a catch that leads nowhere',
      { A: { ...end, Type: 'Parallel', Branches: [one(end)], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }] } },
      ["/States/A/Catch[0]/Next: Missing 'Next' target: Z"],
    ],
  ])('finds %s', (_what, states, expected) => {
    expect(found({ StartAt: 'A', States: states })).toEqual(expected);
  });

  it('says what is missing before what is too much', () => {
    expect(found({ Transform: 'x' })).toEqual([
      '/: These fields are required: [States, StartAt]',
      "/: Field 'Transform' is not supported",
    ]);
    expect(
      found({ StartAt: 'A', States: { A: { Type: 'Wait', Seconds: 1, End: true }, B: { Type: 'Choice', Result: 1 } } }),
    ).toEqual(['/States/B: These fields are required: [Choices]', "/States/B: Field 'Result' is not supported"]);
  });

  it('looks at how states hang together only once their fields are right', () => {
    expect(found({ States: { Lost: end, Found: end } })).toEqual(['/: These fields are required: [StartAt]']);
  });

  it('wants names of 1 to 80 characters', () => {
    const long = 'n'.repeat(81);
    expect(found({ StartAt: long, States: { [long]: { Type: 'Pass', Next: '' }, '': end } })).toEqual([
      `/States/${long}: Invalid State name: State '${long}' exceeds the 80-character limit allowed by the service`,
      '/States/: Invalid State name: State name cannot be empty',
    ]);
  });

  it('wants names that are unique in the whole machine', () => {
    const definition = {
      StartAt: 'Both',
      States: { Both: { Type: 'Parallel', Branches: [{ StartAt: 'Both', States: { Both: end } }], End: true } },
    };

    expect(validateStateMachine(definition)).toMatchObject([
      { code: 'DUPLICATE_STATE_NAME', location: '/States/Both/Branches[0]/States/Both' },
    ]);
  });

  it('keeps the fields of the two query languages apart', () => {
    expect(found(one({ ...end, Output: '{% 1 %}' }))).toEqual([
      "/States/Only: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage",
    ]);
    expect(found(one({ ...end, InputPath: '$' }, { QueryLanguage: 'JSONata' }))).toEqual([
      "/States/Only: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage",
    ]);
    expect(found(one({ ...end, QueryLanguage: 'JSONata', Output: '{% 1 %}' }))).toEqual([]);
  });

  it('lets a state go from JSONPath to JSONata, and none back', () => {
    expect(found(one({ ...end, QueryLanguage: 'JSONPath' }, { QueryLanguage: 'JSONata' }))).toEqual([
      "/States/Only: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
    ]);
  });

  it.each([
    ['.sync', 'arn:aws:states:::sagemaker:createTrainingJob.sync'],
    ['.waitForTaskToken', 'arn:aws:states:::sns:publish.waitForTaskToken'],
  ])('refuses %s in an Express machine only', (pattern, resource) => {
    const machine = one({ Type: 'Task', Resource: resource, Parameters: { Message: 'm' }, End: true });

    expect(found(machine)).toEqual([]);
    expect(found(machine, 'EXPRESS')).toEqual([
      `/States/Only/Resource: Express state machine does not support '${pattern}' service integration `,
    ]);
  });

  it('refuses createEndpoint.sync, which does not exist', () => {
    expect(found(one({ Type: 'Task', Resource: 'arn:aws:states:::sagemaker:createEndpoint.sync', End: true }))).toEqual([
      expect.stringContaining('createEndpoint.sync is not recognized'),
    ]);
  });

  it.each(['2016-13-14T01:59:00Z', '2016-03-14t01:59:00Z', '2016-03-14T01:59:00', 'soon'])(
    'refuses to wait until %s',
    (timestamp) => {
      expect(found(one({ Type: 'Wait', Timestamp: timestamp, End: true }))).toEqual([
        '/States/Only/Timestamp: String does not match RFC3339 timestamp',
      ]);
    },
  );

  it('wants States.ALL alone and last', () => {
    const task = { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f', End: true };

    expect(found(one({ ...task, Retry: [{ ErrorEquals: ['States.ALL', 'Other'] }] }))).toEqual([
      '/States/Only/Retry[0]/ErrorEquals: States.ALL must appear alone and at end of list',
    ]);
    expect(found(one({ ...task, Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['Other'] }] }))).toEqual([
      '/States/Only/Retry[0]/ErrorEquals: States.ALL must appear alone and at end of list',
    ]);
  });

  it('warns of a path under a name without a dollar, and creates the machine all the same', () => {
    const diagnostics = validateStateMachine(one({ ...end, Parameters: { id: '$.id' } }));

    expect(diagnostics).toMatchObject([{ severity: 'WARNING', code: 'NO_DOLLAR', location: '/States/Only/Parameters/id' }]);
    expect(invalidDefinitionMessage(diagnostics)).toBeUndefined();
  });

  it.each([
    [
      '{"StartAt": nope}',
      "Unrecognized token 'nope': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      'line: 1, column: 17',
    ],
    [
      '{"StartAt": tru}',
      "Unrecognized token 'tru': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      'line: 1, column: 16',
    ],
    [
      '{\n  "StartAt": "A",\n}',
      "Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
      'line: 3, column: 2',
    ],
    ['{"StartAt": "A"', 'Unexpected end-of-input: expected close marker for Object', 'line: 1, column: 16'],
  ])('says where %s is not JSON', (text, reason, place) => {
    const [diagnostic] = validateStateMachine(text);

    expect(diagnostic).toMatchObject({ code: 'INVALID_JSON_DESCRIPTION' });
    expect(diagnostic?.message).toContain(reason);
    expect(diagnostic?.location).toContain(place);
  });

  it('survives anything that is JSON', () => {
    for (const definition of [
      '1',
      'null',
      '[]',
      '{"States": []}',
      '{"StartAt": 1, "States": {"A": 1, "B": {"Type": "Map", "Branches": 2, "Catch": {}}}}',
    ]) {
      expect(invalidDefinitionMessage(validateStateMachine(definition))).toMatch(/^Invalid State Machine Definition: '/);
    }
  });
});
