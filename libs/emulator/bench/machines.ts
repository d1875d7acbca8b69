/** A chain of `Pass` states. */
export function passChain(length: number): object {
  const states = Array.from({ length }, (_, i) => [
    `S${i}`,
    { Type: 'Pass', ...(i === length - 1 ? { End: true } : { Next: `S${i + 1}` }) },
  ]);
  return { StartAt: 'S0', States: Object.fromEntries(states) };
}

/** An inline Map whose items pass one state each. */
export const inlineMap: object = {
  StartAt: 'M',
  States: { M: { Type: 'Map', ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } }, End: true } },
};

/** The input of {@link inlineMap}. */
export function mapItems(count: number): string {
  return JSON.stringify(Array.from({ length: count }, (_, i) => i));
}

/** A state machine that ends when its history is full. */
export const endlessLoop: object = {
  StartAt: 'A',
  States: {
    A: { Type: 'Pass', Next: 'B' },
    B: { Type: 'Choice', Choices: [{ Variable: '$.enough', IsPresent: true, Next: 'C' }], Default: 'A' },
    C: { Type: 'Succeed' },
  },
};

/** The input of {@link twentyStates}. */
export const TWENTY_STATES_INPUT = '{"kind":"many","numbers":[1,2,3]}';

/** Output of {@link twentyStates} for {@link TWENTY_STATES_INPUT}. */
export const TWENTY_STATES_OUTPUT: object = { kind: 'many', numbers: [2, 3, 4], tried: 'twice' };

/** Twenty states: a Choice, a Map of three items, a Task that fails, is tried again after a second and then caught, and Pass states. */
export function twentyStates(): object {
  const passes = Array.from({ length: 14 }, (_, i) => [
    `Pass${i}`,
    { Type: 'Pass', ...(i === 13 ? { End: true } : { Next: `Pass${i + 1}` }) },
  ]);
  return {
    StartAt: 'Which',
    States: {
      Which: { Type: 'Choice', Choices: [{ Variable: '$.kind', StringEquals: 'many', Next: 'Each' }], Default: 'None' },
      None: { Type: 'Fail', Error: 'NotMany' },
      Each: {
        Type: 'Map',
        ItemsPath: '$.numbers',
        ItemProcessor: {
          StartAt: 'Add',
          States: { Add: { Type: 'Pass', Parameters: { 'sum.$': 'States.MathAdd($, 1)' }, OutputPath: '$.sum', End: true } },
        },
        ResultPath: '$.numbers',
        Next: 'Try',
      },
      Try: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:sfn:describeActivity',
        Parameters: { ActivityArn: 'arn:aws:states:us-east-1:123456789012:activity:none' },
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Note' }],
        End: true,
      },
      Note: { Type: 'Pass', Result: 'twice', ResultPath: '$.tried', Next: 'Pass0' },
      ...Object.fromEntries(passes),
    },
  };
}
