import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../../src/services/lambda/zip.ts';
import { TestFunctions } from './test-functions.ts';

const CODE = 'exports.handler = async () => 1';
let testStacks: TestFunctions;
const call = <Output = Record<string, unknown>>(operation: string, input: object): Promise<Output> =>
  testStacks.emulator.aws.call<Output>('lambda', operation, input, { caller: testStacks.emulator.rootCaller });
const create = (FunctionName: string, ZipFile: Uint8Array, more: object = {}) =>
  call('CreateFunction', {
    FunctionName,
    Role: testStacks.roleArn,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { ZipFile },
    ...more,
  });
const invalid = (message: string) => ({ code: 'InvalidParameterValueException', message });

beforeAll(async () => {
  testStacks = await TestFunctions.open({ log: () => {} });
  await create('made', zip({ 'index.js': CODE }), { Publish: true });
});
afterAll(() => testStacks[Symbol.asyncDispose]());

/** An archive of one file, with a change in its entry of the central directory. */
function changedEntry(change: (archive: Buffer, entry: number) => void): Buffer {
  const archive = Buffer.from(zip({ 'index.js': CODE }));
  change(archive, archive.indexOf('PK\x01\x02', 'latin1'));
  return archive;
}

/** An archive as the zip command makes it: with a folder, permissions, and small files that are stored as they are. */
function archiveOf(files: readonly { path: string; content: string; mode: number; isPacked?: boolean }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content, mode, isPacked = false } of files) {
    const packed = isPacked ? deflateRawSync(content) : Buffer.from(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(isPacked ? 8 : 0, 4);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE((mode << 16) >>> 0, 6);
    place.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), shared, Buffer.from(path), packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), shared, place, Buffer.from(path));
    offset += 30 + path.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

describe('a deployment package', () => {
  const corrupt = invalid('Could not unzip uploaded file. Please check your file, then try to upload again.');
  it.each<[string, () => Uint8Array, object]>([
    ['a broken directory', () => changedEntry((archive, entry) => archive.write('XX', entry)), corrupt],
    ['an unknown compression', () => changedEntry((archive, entry) => archive.writeUInt16LE(12, entry + 10)), corrupt],
    ['a file of another size', () => changedEntry((archive, entry) => archive.writeUInt32LE(99, entry + 24)), corrupt],
    [
      'more than 250 MB of files',
      () => changedEntry((archive, entry) => archive.writeUInt32LE(262_144_001, entry + 24)),
      invalid('Unzipped size must be smaller than 262144000 bytes'),
    ],
    [
      'more than 50 MB in the request',
      () => Buffer.alloc(52_428_801),
      { code: 'RequestEntityTooLargeException', httpStatus: 413 },
    ],
  ])('is refused with %s', async (_what, archive, error) => {
    await expect(create('refused', archive())).rejects.toMatchObject(error);
    await expect(call('GetFunction', { FunctionName: 'refused' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('can have folders, stored files and executables', async () => {
    const code = `exports.handler = async () =>
      require('node:child_process').execFileSync(process.env.LAMBDA_TASK_ROOT + '/bin/greet', { encoding: 'utf8' })`;
    await create(
      'greets',
      archiveOf([
        { path: 'bin/', content: '', mode: 0o40755 },
        { path: 'bin/greet', content: '#!/bin/sh\necho hello\n', mode: 0o100755 },
        { path: 'index.js', content: code, mode: 0o100644, isPacked: true },
      ]),
    );

    expect((await testStacks.invoke('greets')).payload).toBe('hello\n');
  });

  it('is stored once for functions that are created at the same time', async () => {
    const archive = zip({ 'index.js': `${CODE} // the same` });
    await Promise.all(['first', 'second', 'third'].map((name) => create(name, archive)));

    expect((await testStacks.invoke('first')).payload).toBe(1);
    expect((await testStacks.invoke('third')).payload).toBe(1);
  });

  it('is not created twice under one name', async () => {
    const results = await Promise.allSettled(
      ['a', 'b'].map((text) => create('raced', zip({ 'index.js': `${CODE} // ${text}` }))),
    );
    const failures = results.filter((each) => each.status === 'rejected').map(({ reason }) => reason as unknown);

    expect(failures).toEqual([
      expect.objectContaining({ code: 'ResourceConflictException', message: 'Function already exist: raced' }),
    ]);
  });

  it('is downloaded by its hash only', async () => {
    const { Code } = await call<{ Code: { Location: string } }>('GetFunction', { FunctionName: 'made' });
    const unknown = Code.Location.replace(/[0-9a-f]{64}/u, '0'.repeat(64));
    const other = Code.Location.replace(/[0-9a-f]{64}/u, 'latest');

    expect((await fetch(Code.Location)).status).toBe(200);
    expect((await fetch(unknown)).status).toBe(404);
    expect((await fetch(other)).status).toBe(404);
    expect((await fetch(Code.Location, { method: 'PUT' })).status).toBe(404);
  });
});

describe('settings of a function', () => {
  const above = (member: string, value: number, maximum: number) =>
    invalid(
      `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value less than or equal to ${maximum}`,
    );
  it.each([
    ['a timeout of more than 15 minutes', { Timeout: 901 }, above('timeout', 901, 900)],
    ['more than 10 GB of memory', { MemorySize: 10_241 }, above('memorySize', 10_241, 10_240)],
    [
      'a role that cannot be assumed',
      { Role: 'arn:aws:iam::000000000000:role/nowhere' },
      invalid('The role defined for the function cannot be assumed by Lambda.'),
    ],
  ])('are refused with %s', async (_what, more, error) => {
    const before = await call('GetFunctionConfiguration', { FunctionName: 'made' });

    await expect(call('UpdateFunctionConfiguration', { FunctionName: 'made', ...more })).rejects.toMatchObject(error);
    expect(await call('GetFunctionConfiguration', { FunctionName: 'made' })).toEqual(before);
  });

  it('do not change with the same code', async () => {
    const { CodeSha256, RevisionId } = await call('GetFunctionConfiguration', { FunctionName: 'made' });
    const updated = await call('UpdateFunctionCode', { FunctionName: 'made', ZipFile: zip({ 'index.js': CODE }) });

    expect(updated).toMatchObject({ CodeSha256 });
    expect(updated['RevisionId']).not.toBe(RevisionId);
    expect((await testStacks.invoke('made')).payload).toBe(1);
  });
});

describe('versions and aliases', () => {
  it('keep what an update of the alias leaves out, and are deleted where only another version has an alias', async () => {
    await call('UpdateFunctionConfiguration', { FunctionName: 'made', Description: 'second' });
    await call('PublishVersion', { FunctionName: 'made' });
    await call('CreateAlias', { FunctionName: 'made', Name: 'live', FunctionVersion: '1' });
    const updated = await call('UpdateAlias', { FunctionName: 'made', Name: 'live', Description: 'changed' });
    await call('DeleteFunction', { FunctionName: 'made', Qualifier: '2' });

    expect(updated).toMatchObject({ FunctionVersion: '1', Description: 'changed' });
    expect(await call('ListAliases', { FunctionName: 'made', Marker: '' })).toMatchObject({ Aliases: [{ Name: 'live' }] });
    const { Versions } = await call<{ Versions: object[] }>('ListVersionsByFunction', { FunctionName: 'made', Marker: '' });
    expect(Versions).toMatchObject([{ Version: '$LATEST' }, { Version: '1' }]);
  });

  it('have no tags', async () => {
    const Resource = 'arn:aws:lambda:us-east-1:000000000000:function:made:1';

    await expect(call('TagResource', { Resource, Tags: { team: 'a' } })).rejects.toMatchObject(
      invalid('Tags on function aliases and versions are not supported. Please specify a function ARN.'),
    );
  });

  it('have permissions with a condition on the URL', async () => {
    const { Statement } = await call<{ Statement: string }>('AddPermission', {
      FunctionName: 'made',
      StatementId: 'url',
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    });

    expect(JSON.parse(Statement)).toMatchObject({ Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } } });
  });

  it('have a configuration of asynchronous invocation without a number of retries', async () => {
    const put = await call('PutFunctionEventInvokeConfig', { FunctionName: 'made', MaximumEventAgeInSeconds: 60 });

    expect(put).toMatchObject({ MaximumEventAgeInSeconds: 60, DestinationConfig: { OnSuccess: {}, OnFailure: {} } });
    expect(put).not.toHaveProperty('MaximumRetryAttempts');
  });
});
