import { type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Question {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

let running: TestEmulator;
beforeAll(async () => {
  running = await startTestEmulator({
    allowHosts: ['aws.example', '*.wild.example'],
    allowOrigins: ['http://good.example'],
  });
});
afterAll(() => running[Symbol.asyncDispose]());

/** Sends what `fetch` would not: headers `Host` and `Origin`, and the absolute form of a target. */
async function ask({ method = 'GET', path = '/', headers = {}, body }: Question): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const outgoing = request({ host: '127.0.0.1', port: running.emulator.port, method, path, headers }, (incoming) => {
    buffer(incoming).then(
      (bytes) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: bytes.toString() }),
      reject,
    );
  });
  outgoing.on('error', reject).end(body);
  return promise;
}

const signed = (service: string, region = 'us-east-1'): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
const json = (operation: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answer> =>
  ask({
    method: 'POST',
    headers: {
      authorization: signed('ssm'),
      'x-amz-target': `AmazonSSM.${operation}`,
      'content-type': 'application/x-amz-json-1.1',
      ...headers,
    },
    body,
  });

describe('a request without a signature', () => {
  it('is refused in JSON where it has a target', async () => {
    const { status, text } = await json('GetParameter', '{}', { authorization: 'Bearer token' });

    expect(status).toBe(403);
    expect(JSON.parse(text)).toEqual({
      __type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
  });

  it.each([
    ['GET', '/', 'AccessDenied'],
    ['POST', '/', 'MissingAuthenticationTokenException'],
    ['GET', '/?X-Amz-Credential=test/20260101/us-east-1/s3/aws3', 'AccessDenied'],
    ['GET', '/?AWSAccessKeyId=test&Expires=1', 'AccessDenied'],
  ])('is refused in XML: %s %s', async (method, path, code) => {
    const { status, text } = await ask({ method, path });

    expect(status).toBe(403);
    expect(text).toContain(`<Code>${code}</Code>`);
  });

  it('is refused by a form where it is one', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status, text } = await ask({ method: 'POST', headers, body: 'Action=ListUsers' });

    expect(status).toBe(403);
    expect(text).toMatch(
      /^<ErrorResponse xmlns="http:\/\/webservices.amazon.com\/AWSFault\/2005-15-09"><Error><Type>Sender<\/Type><Code>MissingAuthenticationTokenException<\/Code>/,
    );
  });

  it('is refused in JSON where its content is JSON', async () => {
    const { status, headers, text } = await ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });

    expect(status).toBe(403);
    expect(headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException');
    expect(JSON.parse(text)).toEqual({ Type: 'User', message: 'Missing Authentication Token' });
  });
});

describe('a signature', () => {
  it.each([
    ['of version 4, in the query', '/?X-Amz-Credential=test%2F20260101%2Fus-east-1%2Fs3%2Faws4_request', {}],
    ['of version 2, in the query', '/?AWSAccessKeyId=test&Signature=0&Expires=9999999999', {}],
    ['of version 2, in a header', '/', { authorization: 'AWS test:signature' }],
    [
      'of version 4a, for a set of regions',
      '/',
      {
        authorization: 'AWS4-ECDSA-P256-SHA256 Credential=test/20260101/s3/aws4_request, Signature=0',
        'x-amz-region-set': 'eu-west-1,eu-west-2',
      },
    ],
    [
      'of version 4a, for every region',
      '/',
      { authorization: 'AWS4-ECDSA-P256-SHA256 Credential=test/20260101/s3/aws4_request, Signature=0' },
    ],
  ])('%s is read', async (_form, path, headers) => {
    const { status, text } = await ask({ path, headers });

    expect(status).toBe(200);
    expect(text).toContain('<ListAllMyBucketsResult');
  });

  it('for a region puts a resource there, in the partition of the region', async () => {
    const create = async (region: string): Promise<string> => {
      const headers = { authorization: signed('sns', region), 'content-type': 'application/x-www-form-urlencoded' };
      return (await ask({ method: 'POST', headers, body: 'Action=CreateTopic&Name=news' })).text;
    };

    expect(await create('eu-west-1')).toContain('<TopicArn>arn:aws:sns:eu-west-1:000000000000:news</TopicArn>');
    expect(await create('cn-north-1')).toContain('<TopicArn>arn:aws-cn:sns:cn-north-1:000000000000:news</TopicArn>');
  });
});

describe('a body', () => {
  it.each([
    ['a list', '[]', 'Start of list found where not expected'],
    ['a number', '1', 'Unexpected value type in payload'],
    ['null', 'null', 'Unexpected value type in payload'],
    ['not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'Could not parse request body: it is not valid JSON in UTF-8'],
  ])('that is %s is refused', async (_what, body, message) => {
    const { status, text } = await json('GetParameter', body);

    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({ __type: 'SerializationException', message });
  });

  it('that is empty counts as an object without members', async () => {
    expect(JSON.parse((await json('DescribeParameters', '')).text)).toEqual({ Parameters: [] });
    expect(JSON.parse((await json('GetParameter', '')).text)).toMatchObject({ __type: 'ValidationException' });
  });

  it('may come in gzip', async () => {
    const body = gzipSync(JSON.stringify({ Name: '/absent' }));
    const { text } = await json('GetParameter', body, { 'content-encoding': 'gzip' });

    expect(JSON.parse(text)).toMatchObject({ __type: 'ParameterNotFound' });
  });

  it('of more than 32 MiB is refused, whether its length is known before or not', async () => {
    const refused = { __type: 'RequestEntityTooLarge', message: "The request's body is larger than 33554432 bytes" };
    const body = Buffer.alloc(32 * 1024 * 1024 + 1, ' ');
    const known = await json('GetParameter', body);
    const unknown = await json('GetParameter', body, { 'transfer-encoding': 'chunked' });

    expect([known.status, JSON.parse(known.text)]).toEqual([413, refused]);
    expect([unknown.status, JSON.parse(unknown.text)]).toEqual([413, refused]);
  });

  it('in chunks that are damaged is refused', async () => {
    await ask({ method: 'PUT', path: '/chunked', headers: { authorization: signed('s3') } });
    const put = (body: string): Promise<Answer> =>
      ask({
        method: 'PUT',
        path: '/chunked/key',
        headers: { authorization: signed('s3'), 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' },
        body,
      });

    expect((await put('5\r\nhello\r\n0\r\n\r\n')).status).toBe(200);
    for (const damaged of ['five\r\nhello', '5\r\nhello world\r\n', '0\r\nno colon\r\n\r\n', `${'5'.repeat(20_000)}\r\n`]) {
      const { status, text } = await put(damaged);
      expect(status).toBe(400);
      expect(text).toContain('<Code>IncompleteBody</Code>');
    }
  });
});

describe('an operation', () => {
  it.each([
    ['without a name in a form', { headers: { authorization: signed('iam') } }, 400, '<Code>MissingAction</Code>'],
    [
      'without a name in a form of EC2',
      { headers: { authorization: signed('ec2') }, method: 'POST', body: 'Version=2016-11-15' },
      400,
      '<Code>MissingAction</Code>',
    ],
    [
      'that the API lacks',
      { headers: { authorization: signed('iam') }, path: '/?Action=Fly' },
      400,
      '<Code>InvalidAction</Code>',
    ],
    [
      'at a path that the API lacks',
      { headers: { authorization: signed('lambda') }, path: '/nowhere' },
      404,
      'UnknownOperationException',
    ],
  ])('%s is refused', async (_what, question: Question, status, text) => {
    const answer = await ask(question);

    expect(answer.status).toBe(status);
    expect(answer.text + String(answer.headers['x-amzn-errortype'])).toContain(text);
  });
});

describe('a host', () => {
  it.each([
    ['localhost:4566', 200],
    ['s3.localhost', 200],
    ['[::1]:4566', 200],
    ['127.0.0.2', 200],
    ['AWS.example.', 200],
    ['s3.aws.example', 200],
    ['s3.wild.example', 200],
    ['other.example', 403],
    ['notaws.example', 403],
  ])('%s is answered with %i', async (host, status) => {
    const answer = await ask({ path: '/_stepmaker/none', headers: { host } });

    // Nothing is served at this path: a request with an accepted host gets NotFound.
    expect(answer.status).toBe(status === 200 ? 404 : status);
  });
});

describe('a web page', () => {
  it('that is allowed may ask first, and read the answer', async () => {
    const origin = 'http://good.example';
    const asked = await ask({ method: 'OPTIONS', headers: { origin, 'access-control-request-headers': 'x-amz-date' } });
    const { headers, status } = await ask({ headers: { origin, authorization: signed('s3') } });

    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-headers': 'x-amz-date',
    });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'access-control-allow-origin': origin, 'access-control-allow-headers': '*', vary: 'Origin' });
  });

  it('of another site is refused by name, without headers that let it read that', async () => {
    const { status, headers, text } = await ask({ headers: { origin: 'http://bad.example', authorization: signed('s3') } });

    expect(status).toBe(403);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(text).toContain('Start the server with --allow-origin http://bad.example to allow it.');
  });

  it('of the server itself is answered', async () => {
    const host = `127.0.0.1:${running.emulator.port}`;

    expect((await ask({ headers: { host, origin: `http://${host}`, authorization: signed('s3') } })).status).toBe(200);
  });
});

describe('a target', () => {
  it('may be in the absolute form, with a query or without a path', async () => {
    const { text } = await ask({ path: 'http://aws.example/_stepmaker/health?any=1' });
    const root = await ask({ path: 'http://aws.example', headers: { authorization: signed('s3') } });

    expect(JSON.parse(text)).toMatchObject({ status: 'running' });
    expect(root.text).toContain('<ListAllMyBucketsResult');
  });

  it('below the own paths of the server that leads nowhere is not found', async () => {
    for (const path of ['/_stepmaker/', '/_stepmaker/nothing', '/_stepmaker/ssm/nothing'])
      expect(await ask({ path })).toMatchObject({ status: 404, text: expect.stringContaining(`There is nothing at ${path}`) });
  });
});
