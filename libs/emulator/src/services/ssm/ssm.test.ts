import {
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../../test/test-emulator.ts';

describe('Parameter Store', () => {
  let running: TestEmulator;
  let ssm: SSMClient;

  beforeAll(async () => {
    running = await startTestEmulator();
    ssm = new SSMClient(running.client);
  });

  afterAll(() => running[Symbol.asyncDispose]());

  const put = (Name: string, Value: string, more: object = {}) =>
    ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
  const get = async (Name: string, more: object = {}) => (await ssm.send(new GetParameterCommand({ Name, ...more }))).Parameter;

  it('keeps versions, and gives the newest or the one that is named', async () => {
    await put('/v/p', 'one');
    await expect(put('/v/p', 'two')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    expect(await put('/v/p', 'two', { Overwrite: true })).toMatchObject({ Version: 2 });

    expect(await get('/v/p')).toMatchObject({
      Value: 'two',
      Version: 2,
      ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/v/p',
    });
    expect(await get('/v/p:1')).toMatchObject({ Value: 'one', Selector: ':1' });
    expect(await get('arn:aws:ssm:us-east-1:000000000000:parameter/v/p')).toMatchObject({ Value: 'two' });
    await expect(get('/v/p:3')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
    await expect(get('/v/none')).rejects.toMatchObject({ name: 'ParameterNotFound' });
    expect((await ssm.send(new GetParameterHistoryCommand({ Name: '/v/p' }))).Parameters?.map(({ Value }) => Value)).toEqual([
      'one',
      'two',
    ]);
  });

  it('shows a secret only with decryption', async () => {
    await put('/s/secret', 'hidden', { Type: 'SecureString' });

    expect((await get('/s/secret'))?.Value).not.toContain('hidden');
    expect((await get('/s/secret', { WithDecryption: true }))?.Value).toBe('hidden');
  });

  it('finds by path, level by level, in pages', async () => {
    for (const name of ['/t/a', '/t/b', '/t/deep/c', '/tt/d']) await put(name, 'x');
    const names = async (more: object) =>
      (await ssm.send(new GetParametersByPathCommand({ Path: '/t', ...more }))).Parameters?.map(({ Name }) => Name);
    const first = await ssm.send(new GetParametersByPathCommand({ Path: '/t', Recursive: true, MaxResults: 2 }));

    expect(await names({})).toEqual(['/t/a', '/t/b']);
    expect(await names({ Recursive: true })).toEqual(['/t/a', '/t/b', '/t/deep/c']);
    expect(await names({ Recursive: true, NextToken: first.NextToken })).toEqual(['/t/deep/c']);
    const described = await ssm.send(
      new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Option: 'Contains', Values: ['deep'] }] }),
    );
    expect(described.Parameters).toMatchObject([{ Name: '/t/deep/c', Type: 'String', Version: 1 }]);
  });

  it('refuses names and values as AWS does, and distinguishes unknown names', async () => {
    await put('known', 'x');

    await expect(put('a/b', 'x')).rejects.toMatchObject({ message: 'Parameter name must be a fully qualified name.' });
    await expect(put('/aws/x', 'x')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(put('big', 'x'.repeat(4097))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('4096'),
    });
    await expect(put('patterned', 'abc', { AllowedPattern: '^\\d+$' })).rejects.toMatchObject({
      name: 'ParameterPatternMismatchException',
    });
    expect(await ssm.send(new GetParametersCommand({ Names: ['known', 'unknown'] }))).toMatchObject({
      Parameters: [{ Name: 'known' }],
      InvalidParameters: ['unknown'],
    });
    expect(await ssm.send(new DeleteParametersCommand({ Names: ['known', 'unknown'] }))).toMatchObject({
      DeletedParameters: ['known'],
      InvalidParameters: ['unknown'],
    });
  });
});
