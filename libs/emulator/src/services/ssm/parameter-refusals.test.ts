import {
  DescribeParametersCommand,
  type DescribeParametersCommandInput,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../../test/test-emulator.ts';

let running: TestEmulator;
let ssm: SSMClient;

beforeAll(async () => {
  running = await startTestEmulator();
  ssm = new SSMClient(running.client);
  await put('/there', 'one', { AllowedPattern: '^[a-z]+$' });
});
afterAll(() => running[Symbol.asyncDispose]());

const put = (Name: string, Value: string, more: object = {}): Promise<unknown> =>
  ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));

describe('PutParameter', () => {
  it.each<[string, string, string, object, string, RegExp]>([
    ['the prefix of AWS', '/aws/x', 'v', {}, 'AccessDeniedException', /No access to reserved parameter name: \/aws\/x/],
    ['the prefix of AWS without a path', 'awsx', 'v', {}, 'AccessDeniedException', /No access to reserved parameter name: awsx/],
    ['the prefix of Systems Manager', '/ssm/x', 'v', {}, 'ValidationException', /can't be prefixed with "ssm"/],
    ['a space in the name', '/a b', 'v', {}, 'ValidationException', /can be formed as a mix of letters/],
    ['a slash at the end', '/a/', 'v', {}, 'ValidationException', /can be formed as a mix of letters/],
    ['an empty part of the path', '/a//b', 'v', {}, 'ValidationException', /can be formed as a mix of letters/],
    ['a path that does not begin with a slash', 'a/b', 'v', {}, 'ValidationException', /must be a fully qualified name/],
    ['a path of 16 levels', '/a'.repeat(16), 'v', {}, 'HierarchyLevelLimitExceededException', /maximum of 15 levels/],
    ['no value', '/empty', '', {}, 'ValidationException', /length greater than or equal to 1/],
    ['4,097 characters', '/long', 'x'.repeat(4097), {}, 'ValidationException', /upgrade the parameter to use the advanced/],
    [
      '8,193 characters in the advanced tier',
      '/long',
      'x'.repeat(8193),
      { Tier: 'Advanced' },
      'ValidationException',
      /8192 characters/,
    ],
    ['no type', '/untyped', 'v', { Type: undefined }, 'ValidationException', /A parameter type is required/],
    [
      'a pattern that is not a regular expression',
      '/p',
      'v',
      { AllowedPattern: '(' },
      'InvalidAllowedPatternException',
      /not a valid regular/,
    ],
    [
      'a value that its pattern does not allow',
      '/p',
      'V',
      { AllowedPattern: '^[a-z]+$' },
      'ParameterPatternMismatchException',
      /\^\[a-z\]\+\$/,
    ],
    [
      'a value that the pattern of an earlier version does not allow',
      '/there',
      '1',
      { Overwrite: true },
      'ParameterPatternMismatchException',
      /\^\[a-z\]\+\$/,
    ],
    [
      'tags for a parameter that exists',
      '/there',
      'two',
      { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] },
      'ValidationException',
      /tags and overwrite can't be used together/,
    ],
    ['policies, which are not served', '/policies', 'v', { Policies: '[]' }, 'NotImplemented', /PutParameter Policies/],
  ])('refuses %s', async (_what, name, value, more, code, message) => {
    await expect(put(name, value, more)).rejects.toMatchObject({ name: code, message: expect.stringMatching(message) });
  });
});

describe('DescribeParameters', () => {
  const names = async (input: DescribeParametersCommandInput): Promise<string[]> =>
    ((await ssm.send(new DescribeParametersCommand(input))).Parameters ?? []).map(({ Name }) => `${Name}`);

  beforeAll(async () => {
    await put('/app/a', 'v', { Tags: [{ Key: 'team', Value: 'ml' }] });
    await put('/app/deep/b', 'v', { Type: 'SecureString', KeyId: 'alias/own' });
    await put('/app/c', 'v', { Tier: 'Advanced' });
  });

  it.each<[string, DescribeParametersCommandInput, string[]]>([
    ['a path', { ParameterFilters: [{ Key: 'Path', Values: ['/app/'] }] }, ['/app/a', '/app/c']],
    [
      'a path and what lies under it',
      { ParameterFilters: [{ Key: 'Path', Option: 'Recursive', Values: ['/app'] }] },
      ['/app/a', '/app/c', '/app/deep/b'],
    ],
    ['a tag', { ParameterFilters: [{ Key: 'tag:team', Values: ['ml'] }] }, ['/app/a']],
    ['a tag with any value', { ParameterFilters: [{ Key: 'tag:team' }] }, ['/app/a']],
    ['a type', { ParameterFilters: [{ Key: 'Type', Values: ['SecureString'] }] }, ['/app/deep/b']],
    ['a key', { ParameterFilters: [{ Key: 'KeyId', Values: ['alias/own'] }] }, ['/app/deep/b']],
    ['a tier', { ParameterFilters: [{ Key: 'Tier', Values: ['Advanced'] }] }, ['/app/c']],
    ['a part of the name', { ParameterFilters: [{ Key: 'Name', Option: 'Contains', Values: ['deep'] }] }, ['/app/deep/b']],
    [
      'a type of data and the beginning of the name',
      {
        ParameterFilters: [
          { Key: 'DataType', Values: ['text'] },
          { Key: 'Name', Option: 'BeginsWith', Values: ['/there'] },
        ],
      },
      ['/there'],
    ],
    [
      'the older form of a filter',
      {
        Filters: [
          { Key: 'Name', Values: ['/app/de'] },
          { Key: 'Type', Values: ['SecureString'] },
        ],
      },
      ['/app/deep/b'],
    ],
  ])('finds parameters by %s', async (_what, input, expected) => {
    expect((await names(input)).sort()).toEqual(expected);
  });

  it('refuses a key of filters that does not exist, and an option that is not served', async () => {
    await expect(names({ ParameterFilters: [{ Key: 'Label', Values: ['red'] }] })).rejects.toMatchObject({
      name: 'InvalidFilterKey',
    });
    await expect(names({ ParameterFilters: [{ Key: 'Name', Option: 'EndsWith', Values: ['a'] }] })).rejects.toThrow(
      /SSM filter option EndsWith/,
    );
  });
});
