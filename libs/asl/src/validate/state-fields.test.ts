import { describe, expect, it } from 'vitest';
import { validateStateMachine } from './validate-state-machine.ts';

const end = { Type: 'Pass', End: true };
const lambda = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const task = { Type: 'Task', Resource: lambda, End: true };
const branch = { StartAt: 'I', States: { I: end } };
const choice = (rule: unknown) => ({ Type: 'Choice', Choices: [rule] });
const jsonata = (state: object) => ({ QueryLanguage: 'JSONata', ...state });

/** What is found in a machine whose one state this is, as `location: message` with the state's own location left out. */
function foundIn(state: unknown, type: 'STANDARD' | 'EXPRESS' = 'STANDARD'): string[] {
  const States: Record<string, unknown> = { S: state };
  if ((state as { Type?: string }).Type === 'Choice') States['E'] = { Type: 'Succeed' };
  return validateStateMachine({ StartAt: 'S', States }, { type }).map(
    ({ code, location, message }) =>
      `${code === 'SCHEMA_VALIDATION_FAILED' ? '' : `${code} `}${location?.replace('/States/S', '')}: ${message}`,
  );
}

describe('what a state may have', () => {
  it.each<[string, unknown, string[]]>([
    ['no object', 5, [': Expected value of type [OBJECT]']],
    ['no Type', {}, [': These fields are required: [Type]']],
    [
      'another Type',
      { Type: 'Loop' },
      ["/Type: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]"],
    ],
    ['no Next and no End', { Type: 'Pass' }, [': This object should have only one of the following fields: [Next, End]']],
    ['End false', { Type: 'Pass', End: false }, [': This object should have only one of the following fields: [Next, End]']],
    ['Next and End', { ...end, Next: 'S' }, [': There should only be one of the following fields: [Next, End]']],
    ['an End that is not a boolean', { Type: 'Pass', End: 'yes' }, ['/End: Expected value of type [BOOLEAN]']],
    ['a Next that is not a text', { Type: 'Pass', Next: 1 }, ['/Next: Expected value of type [STRING]']],
    ['a Comment that is not a text', { ...end, Comment: 1 }, ['/Comment: Expected value of type [STRING]']],
    ['a field of no state', { ...end, next: 'S' }, [": Field 'next' is not supported"]],
    ['a field of another type of state', { ...end, Catch: [] }, [": Field 'Catch' is not supported"]],
    ['InputPath that is not a path', { ...end, InputPath: 'a' }, ['/InputPath: Value must be a valid JSONPath.']],
    ['InputPath null', { ...end, InputPath: null, OutputPath: null, ResultPath: null }, []],
    ['InputPath with brackets left open', { ...end, InputPath: '$.a[0' }, ['/InputPath: Value must be a valid JSONPath.']],
    ['InputPath with brackets too many', { ...end, InputPath: '$.a]' }, ['/InputPath: Value must be a valid JSONPath.']],
    ['InputPath with quoted brackets', { ...end, InputPath: "$['a\\'][']" }, []],
    ['ResultPath to one place', { ...end, ResultPath: '$.a[0]["b c"]' }, []],
    ['ResultPath that is not a path', { ...end, ResultPath: 'a' }, ['/ResultPath: Value must be a valid JSONPath.']],
    ['ResultPath to many places', { ...end, ResultPath: '$.a[*]' }, ['/ResultPath: Value is not a Reference Path']],
    ['ResultPath into the context object', { ...end, ResultPath: '$$.a' }, ['/ResultPath: Value is not a Reference Path']],
    ['ResultPath into a variable', { ...end, ResultPath: '$a' }, ['/ResultPath: Value is not a Reference Path']],
    [
      'Parameters with a value that is not a path',
      { ...end, Parameters: { list: [{ 'a.$': 'b' }], 'c.$': 1, 'd.$': 'States.UUID()' } },
      [
        "/Parameters/list[0]: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call",
        "/Parameters: The value for the field 'c.$' must be a valid JSONPath or a valid intrinsic function call",
      ],
    ],
    [
      'Parameters with paths under plain names',
      { ...end, Parameters: { list: [{ a: '$.x' }], b: 'States.UUID()', 'c.$': '$.x', d: '$5' } },
      [
        "NO_DOLLAR /Parameters/list[0]/a: The value for the field 'a' looks like a JSONPath or an intrinsic function call, but the field's name does not end with '.$'",
        "NO_DOLLAR /Parameters/b: The value for the field 'b' looks like a JSONPath or an intrinsic function call, but the field's name does not end with '.$'",
      ],
    ],
    [
      'a Result with a path',
      { ...end, Result: { 'a.$': '$' } },
      ['PASS_RESULT_IS_STATIC /Result: The result of a Pass state is static: a path in it is not evaluated; use Parameters'],
    ],
  ])('%s', (_what, state, expected) => expect(foundIn(state)).toEqual(expected));
});

describe('a Fail state', () => {
  it.each<[string, object, string[]]>([
    [
      'both Error and ErrorPath',
      { Error: 'e', ErrorPath: '$.e' },
      [': There should only be one of the following fields: [Error, ErrorPath]'],
    ],
    ['an Error that is not a text', { Error: 1 }, ['/Error: Expected value of type [STRING]']],
    ['a CausePath that is not a text', { CausePath: 1 }, ['/CausePath: Expected value of type [STRING]']],
    [
      'a CausePath that is not a path',
      { CausePath: 'c' },
      [": The value for the field 'CausePath' must be a valid JSONPath or a valid intrinsic function call"],
    ],
    ['a CausePath that calls a function', { CausePath: "States.Format('{}', $.c)" }, []],
    [
      'a Cause that looks like a path',
      { Cause: '$.c' },
      [
        "NO_PATH /Cause: The value for the field 'Cause' looks like a JSONPath or an intrinsic function call, but the field's name does not end with 'Path'",
      ],
    ],
  ])('%s', (_what, fields, expected) => expect(foundIn({ Type: 'Fail', ...fields })).toEqual(expected));
});

describe('a Task state', () => {
  const invoke = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
  const activity = 'arn:aws:states:us-east-1:123456789012:activity:a';
  it.each<[string, object, string[]]>([
    ['no Resource', { Type: 'Task', End: true }, [': These fields are required: [Resource]']],
    ['a Resource that is not a text', { ...task, Resource: 1 }, ['/Resource: Expected value of type [STRING]']],
    ['a Resource that is not an ARN', { ...task, Resource: 'f' }, ['/Resource: Value is not a valid resource ARN']],
    [
      'a Resource of no integration',
      { ...task, Resource: 'arn:aws:states:::s3:invent' },
      [
        '/Resource: The resource provided arn:aws:states:::s3:invent is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.',
      ],
    ],
    [
      'a Resource of another kind',
      { ...task, Resource: 'arn:aws:s3:::b' },
      [expect.stringContaining('arn:aws:s3:::b is not recognized')],
    ],
    ['no Parameters', invoke, [': Parameters field is required for resource ARN: arn:aws:states:::lambda:invoke']],
    ['no Arguments', jsonata(invoke), [': Arguments field is required for resource ARN: arn:aws:states:::lambda:invoke']],
    [
      'a parameter that is missing',
      { ...invoke, Parameters: {} },
      ["/Parameters: The field 'FunctionName' is required but was missing"],
    ],
    ['a parameter by its path', { ...invoke, Parameters: { 'FunctionName.$': '$.f' } }, []],
    [
      'an argument with a dollar',
      jsonata({ ...invoke, Arguments: { 'FunctionName.$': '$' } }),
      ["/Arguments: The field 'FunctionName' is required but was missing"],
    ],
    ['Arguments that are one expression', jsonata({ ...invoke, Arguments: '{% $x %}' }), []],
    ['an AWS SDK call', { ...task, Resource: 'arn:aws:states:::aws-sdk:s3:listBuckets', Parameters: {} }, []],
    ['TimeoutSeconds too small', { ...task, TimeoutSeconds: 0 }, ['/TimeoutSeconds: Minimum value is 1']],
    ['TimeoutSeconds too large', { ...task, TimeoutSeconds: 1e8 }, ['/TimeoutSeconds: Maximum value is 99999999']],
    ['TimeoutSeconds with a fraction', { ...task, TimeoutSeconds: 1.5 }, ['/TimeoutSeconds: Expected value of type Integer']],
    [
      'TimeoutSeconds as an expression in JSONPath',
      { ...task, TimeoutSeconds: '{% 1 %}' },
      ['/TimeoutSeconds: Expected value of type Integer'],
    ],
    ['TimeoutSeconds as an expression', jsonata({ ...task, TimeoutSeconds: '{% 1 %}' }), []],
    [
      'TimeoutSeconds twice',
      { ...task, TimeoutSeconds: 5, TimeoutSecondsPath: '$.t' },
      [': There should only be one of the following fields: [TimeoutSeconds, TimeoutSecondsPath]'],
    ],
    [
      'HeartbeatSeconds no less than TimeoutSeconds',
      { ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 },
      ['/HeartbeatSeconds: HeartbeatSeconds must be less than TimeoutSeconds'],
    ],
    ['Credentials that are not objects', { ...task, Credentials: 'r' }, ['/Credentials: Expected value of type [OBJECT]']],
    [
      'Credentials without a role',
      { ...task, Credentials: {} },
      ["/Credentials: The field 'RoleArn' is required but was missing"],
    ],
    ['Credentials by a path', { ...task, Credentials: { 'RoleArn.$': '$.r' } }, []],
    ['Credentials as an expression', jsonata({ ...task, Credentials: '{% $r %}' }), []],
    [
      'Credentials for an activity',
      { ...task, Resource: activity, Credentials: { RoleArn: 'r' } },
      ["/Credentials: The field 'Credentials' is not supported for activities"],
    ],
  ])('%s', (_what, state, expected) => expect(foundIn(state)).toEqual(expected));

  it('of an Express machine may call and continue', () => {
    expect(foundIn(task, 'EXPRESS')).toEqual([]);
  });

  it('of an Express machine has no activity', () => {
    expect(foundIn({ ...task, Resource: activity }, 'EXPRESS')).toEqual([
      '/Resource: Express state machine does not support Activity ARN ',
    ]);
  });
});

describe('Retry and Catch', () => {
  const all = { ErrorEquals: ['States.ALL'] };
  it.each<[string, object, string[]]>([
    ['no array', { Retry: {}, Catch: 1 }, ['/Retry: Expected value of type [ARRAY]', '/Catch: Expected value of type [ARRAY]']],
    ['an entry that is not an object', { Retry: [1] }, ['/Retry[0]: Expected value of type [OBJECT]']],
    ['no ErrorEquals', { Retry: [{}] }, ['/Retry[0]: These fields are required: [ErrorEquals]']],
    ['an empty ErrorEquals', { Retry: [{ ErrorEquals: [] }] }, ['/Retry[0]/ErrorEquals: Value cannot be empty']],
    [
      'an ErrorEquals that is not an array',
      { Retry: [{ ErrorEquals: 'E' }] },
      ['/Retry[0]/ErrorEquals: Expected value of type [ARRAY]'],
    ],
    [
      'an error name that is not a text',
      { Retry: [{ ErrorEquals: [1] }] },
      ['/Retry[0]/ErrorEquals[0]: Expected value of type [STRING]'],
    ],
    ['a field that is not theirs', { Retry: [{ ...all, Next: 'S' }] }, ["/Retry[0]: Field 'Next' is not supported"]],
    ['no interval at all', { Retry: [{ ...all, IntervalSeconds: 0 }] }, []],
    ['MaxAttempts below zero', { Retry: [{ ...all, MaxAttempts: -1 }] }, ['/Retry[0]/MaxAttempts: Minimum value is 0']],
    [
      'a BackoffRate that is not a number',
      { Retry: [{ ...all, BackoffRate: '2' }] },
      ['/Retry[0]/BackoffRate: Expected value of type Number'],
    ],
    [
      'MaxDelaySeconds too large',
      { Retry: [{ ...all, MaxDelaySeconds: 31_622_401 }] },
      ['/Retry[0]/MaxDelaySeconds: Maximum value is 31622400'],
    ],
    [
      'MaxDelaySeconds below the interval',
      { Retry: [{ ...all, IntervalSeconds: 9, MaxDelaySeconds: 9 }] },
      ['/Retry[0]/MaxDelaySeconds: MaxDelaySeconds must be greater than IntervalSeconds'],
    ],
    [
      'another JitterStrategy',
      { Retry: [{ ...all, JitterStrategy: 'HALF' }] },
      ['/Retry[0]/JitterStrategy: Value should be one of the following: [NONE, FULL]'],
    ],
    [
      'a JitterStrategy that is not a text',
      { Retry: [{ ...all, JitterStrategy: 1 }] },
      ['/Retry[0]/JitterStrategy: Expected value of type [STRING]'],
    ],
    ['a Catcher without Next', { Catch: [all] }, ['/Catch[0]: These fields are required: [Next]']],
    [
      'a Catcher of the other language',
      { Catch: [{ ...all, Next: 'S', Output: 1 }] },
      ["/Catch[0]: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage"],
    ],
    [
      'a Catcher that puts the error nowhere',
      { Catch: [{ ...all, Next: 'S', ResultPath: '$..a' }] },
      ['/Catch[0]/ResultPath: Value is not a Reference Path'],
    ],
  ])('%s', (_what, fields, expected) => expect(foundIn({ ...task, ...fields })).toEqual(expected));
});

describe('a Wait state', () => {
  const which = '[SecondsPath, Seconds, TimestampPath, Timestamp]';
  it.each<[string, object, string[]]>([
    ['nothing to wait for', {}, [`: This object should have only one of the following fields: ${which}`]],
    [
      'two things to wait for',
      { Seconds: 1, SecondsPath: '$.s' },
      [`: There should only be one of the following fields: ${which}`],
    ],
    ['Seconds below zero', { Seconds: -1 }, ['/Seconds: Minimum value is 0']],
    ['a Timestamp that is not a text', { Timestamp: 5 }, ['/Timestamp: Expected value of type [STRING]']],
    ['a day that does not exist', { Timestamp: '2026-02-29T00:00:00Z' }, ['/Timestamp: String does not match RFC3339 timestamp']],
    ['the 31st of a short month', { Timestamp: '2026-04-31T00:00:00Z' }, ['/Timestamp: String does not match RFC3339 timestamp']],
    ['a leap day', { Timestamp: '2024-02-29T00:00:00Z' }, []],
    ['a leap day of a leap century', { Timestamp: '2000-02-29T00:00:00+01:00' }, []],
    [
      'a leap day of another century',
      { Timestamp: '2100-02-29T00:00:00Z' },
      ['/Timestamp: String does not match RFC3339 timestamp'],
    ],
    ['a path that is none', { TimestampPath: 't' }, ['/TimestampPath: Value must be a valid JSONPath.']],
    ['expressions', { QueryLanguage: 'JSONata', Timestamp: '{% $t %}' }, []],
  ])('%s', (_what, fields, expected) => expect(foundIn({ Type: 'Wait', End: true, ...fields })).toEqual(expected));
});

describe('a Choice state', () => {
  const only = 'The object must have only one of the following fields, [And, Or, Not, Variable, Condition]';
  const yes = { Variable: '$.x', IsNull: true };
  it.each<[string, unknown, string[]]>([
    ['no rules', { Type: 'Choice', Choices: [] }, ['/Choices: Value cannot be empty']],
    ['rules that are not arrays', { Type: 'Choice', Choices: {} }, ['/Choices: Expected value of type [ARRAY]']],
    [
      'a Default that is not a text',
      { ...choice({ ...yes, Next: 'E' }), Default: 1 },
      ['/Default: Expected value of type [STRING]'],
    ],
    ['a rule that is not an object', choice(1), ['/Choices[0]: Expected value of type [OBJECT]']],
    ['a rule that leads nowhere', choice(yes), ['/Choices[0]: These fields are required: [Next]']],
    ['a rule without a test', choice({ Next: 'E' }), [`/Choices[0]: ${only}`]],
    ['two tests', choice({ ...yes, Not: yes, Next: 'E' }), [`/Choices[0]: ${only}`]],
    [
      'no operator',
      choice({ Variable: '$.x', Next: 'E' }),
      [expect.stringMatching(/^\/Choices\[0\]: This object should have only one of the following fields: \[StringEquals, /)],
    ],
    [
      'two operators',
      choice({ ...yes, IsString: true, Next: 'E' }),
      [expect.stringMatching(/^\/Choices\[0\]: There should only be one of the following fields: \[StringEquals, /)],
    ],
    [
      'a Variable that is not a text',
      choice({ ...yes, Variable: 1, Next: 'E' }),
      ['/Choices[0]/Variable: Expected value of type [STRING]'],
    ],
    [
      'a Variable that is not a path',
      choice({ ...yes, Variable: '$x[', Next: 'E' }),
      ['/Choices[0]/Variable: Value must be a valid JSONPath.'],
    ],
    [
      'an operand path that is none',
      choice({ Variable: '$.x', StringEqualsPath: 'y', Next: 'E' }),
      ['/Choices[0]/StringEqualsPath: Value must be a valid JSONPath.'],
    ],
    [
      'an operand that is not a boolean',
      choice({ Variable: '$.x', IsNull: 'true', Next: 'E' }),
      ['/Choices[0]/IsNull: Expected value of type [BOOLEAN]'],
    ],
    [
      'an operand that is not a number',
      choice({ Variable: '$.x', NumericLessThan: '1', Next: 'E' }),
      ['/Choices[0]/NumericLessThan: Expected value of type [NUMBER]'],
    ],
    [
      'an operand that is not a time',
      choice({ Variable: '$.x', TimestampEquals: 'now', Next: 'E' }),
      ['/Choices[0]/TimestampEquals: String does not match RFC3339 timestamp'],
    ],
    ['an empty And', choice({ And: [], Next: 'E' }), ['/Choices[0]/And: Value cannot be empty']],
    ['a Next inside', choice({ Or: [{ ...yes, Next: 'E' }], Next: 'E' }), ["/Choices[0]/Or[0]: Field 'Next' is not supported"]],
    [
      'a Not of a value that is not a rule',
      choice({ Not: [yes], Next: 'E' }),
      ['/Choices[0]/Not: Expected value of type [OBJECT]'],
    ],
    ['rules inside rules', choice({ And: [{ Not: { Or: [yes] } }], Next: 'E' }), []],
    [
      'a Condition in JSONPath',
      choice({ ...yes, Condition: true, Next: 'E' }),
      [
        "/Choices[0]: The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the 'JSONata' QueryLanguage",
      ],
    ],
    ['no Condition in JSONata', jsonata(choice({ Next: 'E' })), ['/Choices[0]: These fields are required: [Condition]']],
    [
      'a Condition that is not an expression',
      jsonata(choice({ Condition: 'x', Next: 'E' })),
      ['/Choices[0]/Condition: JSONata string must start with {% and end with %}'],
    ],
    ['a Condition that is known already', jsonata(choice({ Condition: true, Next: 'E' })), []],
  ])('%s', (_what, state, expected) => expect(foundIn(state)).toEqual(expected));
});

describe('a Parallel state', () => {
  it.each<[string, object, string[]]>([
    ['no Branches', {}, [': These fields are required: [Branches]']],
    ['empty Branches', { Branches: [] }, ['/Branches: Value cannot be empty']],
    ['a branch that is not an object', { Branches: [1] }, ['/Branches[0]: Expected value of type [OBJECT]']],
    [
      'a branch with a separate language',
      { Branches: [{ ...branch, QueryLanguage: 'JSONata' }] },
      ["/Branches[0]: Field 'QueryLanguage' is not supported"],
    ],
    ['a branch without States', { Branches: [{ StartAt: 'I' }] }, ['/Branches[0]: These fields are required: [States]']],
    [
      'a branch whose States are not an object',
      { Branches: [{ StartAt: 'I', States: [] }] },
      ['/Branches[0]/States: Expected value of type [OBJECT]'],
    ],
    ['a branch with empty States', { Branches: [{ StartAt: 'I', States: {} }] }, ['/Branches[0]/States: Value cannot be empty']],
    ['a branch that never ends', { Branches: [{ StartAt: 'I', States: { I: { Type: 'Pass', Next: 'I' } } }] }, []],
  ])('%s', (_what, fields, expected) => expect(foundIn({ Type: 'Parallel', End: true, ...fields })).toEqual(expected));
});
