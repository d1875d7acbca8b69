import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../../src/services/lambda/zip.ts';
import { startTestEmulator, type TestEmulator, trustOf } from '../test-emulator.ts';

const Role = 'arn:aws:iam::000000000000:role/function-role';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:made';
const FunctionName = 'made';
const ZipFile = zip({ 'index.js': 'exports.handler = async () => 1' });

let running: TestEmulator;
const call = <Output = Record<string, unknown>>(operation: string, input: object, service = 'lambda'): Promise<Output> =>
  running.emulator.aws.call<Output>(service as 'lambda', operation, input, { caller: running.emulator.rootCaller });
const create = (name: string, more: object = {}) =>
  call('CreateFunction', {
    FunctionName: name,
    Role,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { ZipFile },
    ...more,
  });

beforeAll(async () => {
  running = await startTestEmulator();
  await call('CreateRole', { RoleName: 'function-role', AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com') }, 'iam');
  await create(FunctionName);
});
afterAll(() => running[Symbol.asyncDispose]());

const invalid = (message: string) => ({ code: 'InvalidParameterValueException', message });
const notServed = (what: string) => ({
  code: 'NotImplemented',
  message: `The Lambda ${what} is not served by the embedded AWS of Stepmaker`,
});
const notFound = (message: string) => ({ code: 'ResourceNotFoundException', message });
const conflict = (message: string) => ({ code: 'ResourceConflictException', message });

describe('CreateFunction', () => {
  const variables = (Variables: object) => ({ Environment: { Variables } });
  it.each([
    ['no runtime', { Runtime: undefined }, invalid('Runtime is mandatory for functions created with deployment packages.')],
    ['no handler', { Handler: undefined }, invalid('Handler is mandatory for functions created with deployment packages.')],
    ['a runtime that is not served', { Runtime: 'java21' }, notServed('runtime java21')],
    ['a VPC', { VpcConfig: { SubnetIds: ['subnet-1'] } }, notServed('setting VpcConfig')],
    ['layers', { Layers: ['arn:aws:lambda:us-east-1:000000000000:layer:l:1'] }, notServed('setting Layers')],
    ['snapshots', { SnapStart: { ApplyOn: 'PublishedVersions' } }, notServed('setting SnapStart')],
    ['logs in JSON', { LoggingConfig: { LogFormat: 'JSON' } }, notServed('setting LoggingConfig.LogFormat JSON')],
    [
      'a reserved variable',
      variables({ AWS_REGION: 'x' }),
      invalid(
        'Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION',
      ),
    ],
    [
      'more than 4 KB of variables',
      variables({ AA: 'x'.repeat(4096) }),
      invalid(
        `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {"AA":"${'x'.repeat(4096)}"}`,
      ),
    ],
    ['no code', { Code: {} }, invalid('Please provide a source for function code.')],
    [
      'an image',
      { Code: { ImageUri: 'image' } },
      invalid('Please do not provide ImageUri when updating a function with packageType Zip.'),
    ],
    ['an empty archive', { Code: { ZipFile: zip({}) } }, invalid('Uploaded file must be a non-empty zip')],
    [
      'a file that is not an archive',
      { Code: { ZipFile: Buffer.from('text') } },
      invalid('Could not unzip uploaded file. Please check your file, then try to upload again.'),
    ],
    [
      'code in a bucket that does not exist',
      { Code: { S3Bucket: 'nothing', S3Key: 'code.zip' } },
      invalid(
        'Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist',
      ),
    ],
    [
      'a role that does not exist',
      { Role: `${Role}-2` },
      invalid('The role defined for the function cannot be assumed by Lambda.'),
    ],
  ])('refuses %s', async (_what, more, error) => {
    await expect(create('refused', more)).rejects.toMatchObject(error);
    await expect(call('GetFunction', { FunctionName: 'refused' })).rejects.toMatchObject(
      notFound('Function not found: arn:aws:lambda:us-east-1:000000000000:function:refused'),
    );
  });

  it('reads its code from an object version, and keeps all its settings', async () => {
    await call('CreateBucket', { Bucket: 'packages' }, 's3');
    await call('PutBucketVersioning', { Bucket: 'packages', VersioningConfiguration: { Status: 'Enabled' } }, 's3');
    const put = (Body: Uint8Array) => call('PutObject', { Bucket: 'packages', Key: 'code.zip', Body }, 's3');
    const { VersionId } = await put(ZipFile);
    await put(Buffer.from('no archive'));
    const settings = {
      Description: 'all settings',
      Timeout: 900,
      MemorySize: 10_240,
      Environment: { Variables: { AA: '1' } },
      Architectures: ['arm64'],
      EphemeralStorage: { Size: 1024 },
      DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead' },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/mine' },
    };
    await create('settings', { ...settings, Code: { S3Bucket: 'packages', S3Key: 'code.zip', S3ObjectVersion: VersionId } });
    const { CodeSha256 } = await call('GetFunctionConfiguration', { FunctionName });

    expect(await call('GetFunctionConfiguration', { FunctionName: 'settings' })).toMatchObject({ ...settings, CodeSha256 });
    await expect(create('settings')).rejects.toMatchObject({ code: 'ResourceConflictException' });
  });
});

describe('a name of a function', () => {
  it.each(['made', '000000000000:function:made', 'function:made', ARN, `${ARN}:$LATEST`])('can be %s', async (name) => {
    expect(await call('GetFunctionConfiguration', { FunctionName: name })).toMatchObject({ FunctionName, Version: '$LATEST' });
  });

  it.each([
    [
      'two qualifiers that differ',
      { FunctionName: 'made:1', Qualifier: '2' },
      invalid('The derived qualifier from the function name does not match the specified qualifier.'),
    ],
    [
      'another region',
      { FunctionName: ARN.replace('us-east-1', 'eu-west-1') },
      notFound(`Function not found: ${ARN.replace('us-east-1', 'eu-west-1')}`),
    ],
    ['an unknown version', { FunctionName: 'made:7' }, notFound(`Function not found: ${ARN}:7`)],
    ['an unknown alias', { FunctionName, Qualifier: 'live' }, notFound(`Function not found: ${ARN}:live`)],
  ])('is refused with %s', async (_what, input, error) => {
    await expect(call('GetFunctionConfiguration', input)).rejects.toMatchObject(error);
  });
});

describe('versions', () => {
  it('are listed page by page, with $LATEST first, and deleted only where no alias uses them', async () => {
    await create('versioned', { Publish: true });
    await call('UpdateFunctionConfiguration', { FunctionName: 'versioned', Description: 'second' });
    const { Version } = await call('PublishVersion', { FunctionName: 'versioned', Description: 'two' });
    await call('CreateAlias', {
      FunctionName: 'versioned',
      Name: 'live',
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: { 2: 1 } },
    });
    const list = (more: object) =>
      call<{ Versions: object[]; NextMarker?: string }>('ListVersionsByFunction', { FunctionName: 'versioned', ...more });
    const first = await list({ MaxItems: 2 });
    const second = await list({ MaxItems: 2, Marker: first.NextMarker });

    expect(Version).toBe('2');
    expect(first.Versions).toMatchObject([{ Version: '$LATEST' }, { Version: '1' }]);
    expect(second.Versions).toMatchObject([{ Version: '2', Description: 'two' }]);
    expect(second).not.toHaveProperty('NextMarker');
    for (const Qualifier of ['1', '2']) {
      await expect(call('DeleteFunction', { FunctionName: 'versioned', Qualifier })).rejects.toMatchObject(
        conflict('Version is part of Alias [live] configuration'),
      );
    }
    await expect(call('DeleteFunction', { FunctionName: 'versioned', Qualifier: '$LATEST' })).rejects.toMatchObject(
      invalid('$LATEST version cannot be deleted without deleting the function.'),
    );
    for (const name of [{ FunctionName: 'versioned', Qualifier: 'live' }, { FunctionName: 'versioned:live' }]) {
      await expect(call('DeleteFunction', name)).rejects.toMatchObject(
        invalid('Deletion of aliases is not currently supported.'),
      );
    }
    await call('DeleteAlias', { FunctionName: 'versioned', Name: 'live' });
    await call('DeleteFunction', { FunctionName: 'versioned', Qualifier: '1' });
    expect((await list({})).Versions).toMatchObject([{ Version: '$LATEST' }, { Version: '2' }]);
  });

  it('are listed with all functions on request', async () => {
    await create('published', { Publish: true });
    const arns = async (input: object) =>
      (await call<{ Functions: { FunctionArn: string }[] }>('ListFunctions', input)).Functions.map(
        ({ FunctionArn }) => FunctionArn,
      ).filter((each) => each.includes(':published'));
    const published = ARN.replace('made', 'published');

    expect(await arns({})).toEqual([published]);
    expect((await arns({ FunctionVersion: 'ALL' })).sort()).toEqual([`${published}:$LATEST`, `${published}:1`]);
    const { NextMarker } = await call('ListFunctions', { MaxItems: 1 });
    await expect(call('ListFunctions', { FunctionVersion: 'ALL', Marker: NextMarker })).rejects.toMatchObject({
      code: 'InvalidParameterValueException',
    });
  });
});

describe('UpdateFunctionCode', () => {
  it('changes nothing in a dry run, and publishes on request', async () => {
    await create('updated');
    const before = await call('GetFunctionConfiguration', { FunctionName: 'updated' });
    const update = { FunctionName: 'updated', ZipFile: zip({ 'index.js': 'exports.handler = async () => 2' }) };
    const dry = await call('UpdateFunctionCode', { ...update, DryRun: true });
    const untouched = await call('GetFunctionConfiguration', { FunctionName: 'updated' });
    const published = await call('UpdateFunctionCode', { ...update, Publish: true, Architectures: ['arm64'] });

    expect(dry['CodeSha256']).not.toBe(before['CodeSha256']);
    expect(untouched).toMatchObject({ CodeSha256: before['CodeSha256'], RevisionId: before['RevisionId'] });
    expect(published).toMatchObject({ Version: '1', CodeSha256: dry['CodeSha256'], Architectures: ['arm64'] });
    await expect(call('UpdateFunctionCode', { ...update, RevisionId: before['RevisionId'] })).rejects.toMatchObject({
      code: 'PreconditionFailedException',
    });
  });
});

describe('AddPermission', () => {
  const add = (more: object) =>
    call<{ Statement: string }>('AddPermission', {
      FunctionName,
      StatementId: 's',
      Action: 'lambda:InvokeFunction',
      Principal: '*',
      ...more,
    });

  it.each([
    ['everybody', '*', '*'],
    ['an account', '123456789012', { AWS: 'arn:aws:iam::123456789012:root' }],
    ['a role', Role, { AWS: Role }],
    ['a service', 's3.amazonaws.com', { Service: 's3.amazonaws.com' }],
  ])('lets %s invoke a function, under its conditions', async (StatementId, Principal, expected) => {
    const { Statement } = await add({
      StatementId: StatementId.replace(' ', '-'),
      Principal,
      SourceAccount: '123456789012',
      PrincipalOrgID: 'o-1234567890',
      EventSourceToken: 'token',
      SourceArn: 'arn:aws:s3:::bucket',
    });

    expect(JSON.parse(Statement)).toMatchObject({
      Effect: 'Allow',
      Principal: expected,
      Resource: ARN,
      Condition: {
        StringEquals: {
          'AWS:SourceAccount': '123456789012',
          'aws:PrincipalOrgID': 'o-1234567890',
          'lambda:EventSourceToken': 'token',
        },
        ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::bucket' },
      },
    });
  });

  it('refuses a statement id that exists and an unknown form of principal', async () => {
    await add({ StatementId: 'once' });

    await expect(add({ StatementId: 'once' })).rejects.toMatchObject(
      conflict(
        'The statement id (once) provided already exists. Please provide a new statement id, or remove the existing statement.',
      ),
    );
    await expect(add({ StatementId: 'other', Principal: 'somebody' })).rejects.toMatchObject(
      invalid('The provided principal was invalid. Please check the principal and try again.'),
    );
  });
});

describe('the configuration of asynchronous invocation', () => {
  const OnFailure = { Destination: 'arn:aws:sns:us-east-1:000000000000:failures' };
  const OnSuccess = { Destination: ARN };

  it('is put, updated in part, listed and deleted', async () => {
    const put = await call('PutFunctionEventInvokeConfig', {
      FunctionName,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure },
    });
    const updated = await call('UpdateFunctionEventInvokeConfig', {
      FunctionName,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnSuccess },
    });
    const listed = await call('ListFunctionEventInvokeConfigs', { FunctionName });
    await call('DeleteFunctionEventInvokeConfig', { FunctionName });

    expect(put).toMatchObject({ FunctionArn: `${ARN}:$LATEST`, MaximumRetryAttempts: 1, DestinationConfig: { OnFailure } });
    expect(updated).toMatchObject({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60, DestinationConfig: { OnSuccess } });
    expect(listed).toMatchObject({ FunctionEventInvokeConfigs: [{ FunctionArn: `${ARN}:$LATEST`, MaximumRetryAttempts: 1 }] });
    for (const operation of ['Get', 'Update', 'Delete']) {
      await expect(call(`${operation}FunctionEventInvokeConfig`, { FunctionName })).rejects.toMatchObject(
        notFound(`The function ${ARN}:$LATEST doesn't have an EventInvokeConfig`),
      );
    }
  });

  it('refuses a destination that is not served', async () => {
    const Destination = 'arn:aws:events:us-east-1:000000000000:event-bus/default';

    await expect(
      call('PutFunctionEventInvokeConfig', { FunctionName, DestinationConfig: { OnFailure: { Destination } } }),
    ).rejects.toMatchObject(notServed(`destination ${Destination}`));
  });
});

describe('the reserved concurrency', () => {
  it('is shown by GetFunction and GetFunctionConcurrency until it is deleted', async () => {
    await create('reserved');
    const name = { FunctionName: 'reserved' };
    await call('PutFunctionConcurrency', { ...name, ReservedConcurrentExecutions: 2 });

    expect(await call('GetFunctionConcurrency', name)).toMatchObject({ ReservedConcurrentExecutions: 2 });
    expect(await call('GetFunction', name)).toMatchObject({ Concurrency: { ReservedConcurrentExecutions: 2 } });
    await call('DeleteFunctionConcurrency', name);
    expect(await call('GetFunctionConcurrency', name)).toEqual({});
  });
});
