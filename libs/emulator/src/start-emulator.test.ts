import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { StoppedClock, startTestEmulator, temporaryDirectory } from '../test/test-emulator.ts';
import { startEmulator } from './start-emulator.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'states.amazonaws.com', AWS: 'arn:aws:iam::000000000000:root' },
      Action: 'sts:AssumeRole',
    },
  ],
});

describe('startEmulator', () => {
  it('answers on the port that it names, and no more once it is closed', async () => {
    const running = await startTestEmulator();
    const health = `${running.emulator.endpointUrl}/_stepmaker/health`;

    expect(await (await fetch(health)).json()).toMatchObject({ status: 'running', account: '000000000000', region: 'us-east-1' });

    await running[Symbol.asyncDispose]();
    await expect(fetch(health)).rejects.toThrow();
  });

  it('names who has the port', async () => {
    await using first = await startTestEmulator();
    const { port } = first.emulator;

    await expect(startTestEmulator({ port })).rejects.toMatchObject({
      name: 'PortInUseError',
      message: expect.stringMatching(new RegExp(`^Port ${port} is in use by .+--port ${port + 1}\\.$`, 'u')),
    });
  });

  it('refuses a data directory that another server has, and names the server', async () => {
    await using first = await startTestEmulator();
    const { dataDir, endpointUrl } = first.emulator;

    await expect(startEmulator({ port: 0, dataDir })).rejects.toMatchObject({
      name: 'DataDirInUseError',
      pid: process.pid,
      message: expect.stringContaining(`process id ${process.pid}, at ${endpointUrl}`),
    });
  });

  it('takes over the data directory of a server that was killed, with all that it had written', async () => {
    const dataDir = temporaryDirectory();
    const killed = spawn(
      process.execPath,
      ['--conditions=@stepmaker/source', new URL('../test/serve.ts', import.meta.url).pathname, dataDir],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [endpoint] = (await once(createInterface(killed.stdout), 'line')) as [string];
    const put = await fetch(`${endpoint}/kept-bucket`, { method: 'PUT', headers: { authorization: SIGNED } });
    killed.kill('SIGKILL');
    await once(killed, 'exit');

    await using second = await startTestEmulator({ dataDir });
    const { Buckets } = await new S3Client(second.client).send(new ListBucketsCommand({}));

    expect(put.status).toBe(200);
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['kept-bucket']);
    await second.emulator.close();
    rmSync(dataDir, { recursive: true });
  });

  it('prints nothing and opens nothing when it is imported', async () => {
    const child = spawn(process.execPath, [
      '--conditions=@stepmaker/source',
      '-e',
      `import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)})`,
    ]);
    let output = '';
    child.stdout.on('data', (text) => (output += String(text)));
    child.stderr.on('data', (text) => (output += String(text)));

    const [code] = (await once(child, 'exit')) as [number];

    expect({ code, output }).toEqual({ code: 0, output: '' });
  });
});

describe('the server', () => {
  it('refuses what a web page could make a browser send', async () => {
    await using running = await startTestEmulator({ allowOrigins: ['http://good.example'] });
    const { endpointUrl, port } = running.emulator;
    const status = async (headers: Record<string, string>): Promise<number> =>
      rawStatus(port, { authorization: SIGNED, ...headers });

    expect(await status({})).toBe(200);
    expect(await status({ origin: 'http://evil.example' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ host: 'evil.example' })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status({ origin: 'http://good.example' })).toBe(200);
    expect((await fetch(`${endpointUrl}/?Action=GetCallerIdentity&Version=2011-06-15`)).status).toBe(403);
  });

  it('answers by name for services and operations that it does not have', async () => {
    await using running = await startTestEmulator();
    const ask = async (service: string, target: string): Promise<unknown> =>
      (
        await fetch(running.emulator.endpointUrl, {
          method: 'POST',
          headers: { authorization: signedFor(service), 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
          body: '{}',
        })
      ).json();

    expect(await ask('dynamodb', 'DynamoDB_20120810.ListTables')).toEqual({
      __type: 'NotImplemented',
      message: "Service 'dynamodb' is not served by the embedded AWS of Stepmaker",
    });
    expect(await ask('ssm', 'AmazonSSM.SendCommand')).toMatchObject({
      message: 'SSM SendCommand is not served by the embedded AWS of Stepmaker',
    });
    expect(await ask('ssm', 'AmazonSSM.Nonsense')).toMatchObject({ __type: 'UnknownOperationException' });
  });

  it('knows for whom a key speaks: root, a role of STS, a child process', async () => {
    await using running = await startTestEmulator();
    const { emulator, client } = running;
    const { aws, rootCaller } = emulator;
    await aws.call('iam', 'CreateRole', { RoleName: 'worker', AssumeRolePolicyDocument: TRUST }, { caller: rootCaller });
    const whoIs = async (credentials: typeof client.credentials): Promise<string | undefined> =>
      (await new STSClient({ ...client, credentials }).send(new GetCallerIdentityCommand({}))).Arn;

    const { Credentials } = await new STSClient(client).send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::000000000000:role/worker', RoleSessionName: 'me' }),
    );
    const session = aws.assumeRole('arn:aws:iam::000000000000:role/worker', 'run-1', 'states.amazonaws.com');
    const child = aws.childEnvironment(session, 'eu-west-1');

    expect(await whoIs(client.credentials)).toBe('arn:aws:iam::000000000000:root');
    expect(await whoIs({ accessKeyId: Credentials?.AccessKeyId ?? '', secretAccessKey: 'x' })).toBe(
      'arn:aws:sts::000000000000:assumed-role/worker/me',
    );
    expect(await whoIs({ accessKeyId: child['AWS_ACCESS_KEY_ID'] ?? '', secretAccessKey: 'x' })).toBe(
      'arn:aws:sts::000000000000:assumed-role/worker/run-1',
    );
    expect(child).toMatchObject({
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: emulator.endpointUrl,
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    expect(child).not.toHaveProperty('PATH');
  });

  it('refuses keys whose time is over', async () => {
    const clock = new StoppedClock();
    await using running = await startTestEmulator({ clock });
    const { aws, rootCaller } = running.emulator;
    await aws.call('iam', 'CreateRole', { RoleName: 'worker', AssumeRolePolicyDocument: TRUST }, { caller: rootCaller });
    const { Credentials } = await aws.call<{ Credentials: { AccessKeyId: string } }>(
      'sts',
      'AssumeRole',
      { RoleArn: 'arn:aws:iam::000000000000:role/worker', RoleSessionName: 'me', DurationSeconds: 900 },
      { caller: rootCaller },
    );
    const credentials = { accessKeyId: Credentials.AccessKeyId, secretAccessKey: 'x' };

    clock.advance(900_000);

    await expect(new STSClient({ ...running.client, credentials }).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
  });

  it('assumes no role that is unknown or does not trust the service', async () => {
    await using running = await startTestEmulator();
    const { aws, rootCaller } = running.emulator;
    await aws.call(
      'iam',
      'CreateRole',
      { RoleName: 'worker', Path: '/team/', AssumeRolePolicyDocument: TRUST },
      { caller: rootCaller },
    );
    const assume = (name: string, service: string) => () =>
      aws.assumeRole(`arn:aws:iam::000000000000:role/${name}`, 's', service);

    expect(assume('team/worker', 'states.amazonaws.com')()).toMatchObject({
      arn: 'arn:aws:sts::000000000000:assumed-role/worker/s',
      roleArn: 'arn:aws:iam::000000000000:role/team/worker',
    });
    expect(assume('team/worker', 'states.us-east-1.amazonaws.com')()).toMatchObject({ sessionName: 's' });
    expect(assume('team/worker', 'sagemaker.amazonaws.com')).toThrow(
      'sagemaker.amazonaws.com is not authorized to perform: sts:AssumeRole on resource',
    );
    expect(assume('worker', 'states.amazonaws.com')).toThrow('not authorized');
    expect(assume('unknown', 'states.amazonaws.com')).toThrow('not authorized');
  });

  it('refuses a body that is not JSON', async () => {
    await using running = await startTestEmulator();
    const { log, emulator } = running;
    const response = await fetch(`${emulator.endpointUrl}/`, {
      method: 'POST',
      headers: {
        authorization: signedFor('ssm'),
        'x-amz-target': 'AmazonSSM.GetParameter',
        'content-type': 'application/x-amz-json-1.1',
      },
      body: '{"Name": broken',
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
    expect(log).toEqual([]);
  });
});

function signedFor(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

const SIGNED = signedFor('s3');

/** `fetch` sends no Host and Origin of ours. */
function rawStatus(port: number, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}
