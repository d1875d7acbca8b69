import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoppedClock, startTestEmulator, type TestEmulator, trustOf } from '../test-emulator.ts';

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-py312-cpu-py3';
const ExecutionRoleArn = 'arn:aws:iam::000000000000:role/job-role';
const HOUR = 3_600_000;

let running: TestEmulator;
const clock = new StoppedClock();
const start = clock.now();
const call = <Output = Record<string, unknown>>(operation: string, input: object, service = 'sagemaker'): Promise<Output> =>
  running.emulator.aws.call<Output>(service as 'sagemaker', operation, input, { caller: running.emulator.rootCaller });

beforeAll(async () => {
  running = await startTestEmulator({ clock });
  await call('CreateRole', { RoleName: 'job-role', AssumeRolePolicyDocument: trustOf('sagemaker.amazonaws.com') }, 'iam');
  for (const ModelName of ['red-b', 'blue', 'red-a']) {
    await call('CreateModel', { ModelName, ExecutionRoleArn, PrimaryContainer: { Image: IMAGE } });
    clock.advance(HOUR);
  }
});
afterAll(() => running[Symbol.asyncDispose]());

describe('ListModels', () => {
  const names = async (input: object) =>
    (await call<{ Models: { ModelName: string }[] }>('ListModels', input)).Models.map(({ ModelName }) => ModelName);

  it.each([
    ['the newest first', {}, ['red-a', 'blue', 'red-b']],
    ['the oldest first on request', { SortOrder: 'Ascending' }, ['red-b', 'blue', 'red-a']],
    ['by name on request', { SortBy: 'Name', SortOrder: 'Ascending' }, ['blue', 'red-a', 'red-b']],
    ['names that contain a text, whatever its case', { NameContains: 'RED' }, ['red-a', 'red-b']],
    ['models that are not older than a time', { CreationTimeAfter: new Date(start + HOUR) }, ['red-a', 'blue']],
    ['models that are not newer than a time', { CreationTimeBefore: new Date(start + HOUR) }, ['blue', 'red-b']],
  ])('lists %s', async (_what, input, expected) => {
    expect(await names(input)).toEqual(expected);
  });

  it('lists page by page, and refuses a token of another list', async () => {
    const first = await call<{ Models: object[]; NextToken: string }>('ListModels', { MaxResults: 2 });
    const second = await call<{ Models: object[]; NextToken?: string }>('ListModels', {
      MaxResults: 2,
      NextToken: first.NextToken,
    });

    expect([...first.Models, ...second.Models]).toMatchObject([
      { ModelName: 'red-a' },
      { ModelName: 'blue' },
      { ModelName: 'red-b' },
    ]);
    expect(second.NextToken).toBeUndefined();
    await expect(call('ListModels', { NameContains: 'red', NextToken: first.NextToken })).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'The pagination token is invalid.',
    });
  });
});

describe('tags of a model', () => {
  const ResourceArn = 'arn:aws:sagemaker:us-east-1:000000000000:model/blue';

  it('are added, replaced, listed and deleted', async () => {
    await call('AddTags', {
      ResourceArn,
      Tags: [
        { Key: 'team', Value: 'a' },
        { Key: 'stage', Value: 'test' },
      ],
    });
    const added = await call('AddTags', { ResourceArn, Tags: [{ Key: 'team', Value: 'b' }] });
    const page = await call<{ NextToken: string }>('ListTags', { ResourceArn, MaxResults: 50 });
    await call('DeleteTags', { ResourceArn, TagKeys: ['team', 'unknown'] });
    const left = await call('ListTags', { ResourceArn });
    await call('DeleteTags', { ResourceArn, TagKeys: ['stage'] });

    expect(added['Tags']).toEqual([
      { Key: 'team', Value: 'b' },
      { Key: 'stage', Value: 'test' },
    ]);
    expect(page).toMatchObject({ Tags: added['Tags'], NextToken: undefined });
    expect(left['Tags']).toEqual([{ Key: 'stage', Value: 'test' }]);
    expect((await call('ListTags', { ResourceArn }))['Tags']).toEqual([]);
  });

  it('are at most 50, and their keys do not begin with aws:', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => ({ Key: `key-${at}`, Value: '' }));
    await call('AddTags', { ResourceArn, Tags: many(50) });

    await expect(call('AddTags', { ResourceArn, Tags: [{ Key: 'one-more', Value: '' }] })).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'Tag limit exceeded: a resource can have at most 50 tags.',
    });
    await expect(call('AddTags', { ResourceArn, Tags: [{ Key: 'AWS:mine', Value: '' }] })).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'aws: prefixed tag key names are not allowed for external use.',
    });
  });

  it.each([
    'arn:aws:sagemaker:us-east-1:000000000000:model/nothing',
    'arn:aws:sagemaker:us-east-1:000000000000:pipeline/nothing',
    'arn:aws:sagemaker:us-east-1:000000000000:model',
  ])('are refused for %s, which does not exist', async (arn) => {
    await expect(call('ListTags', { ResourceArn: arn })).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'Resource does not exist.',
    });
  });
});
