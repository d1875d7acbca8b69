import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, PutFunctionConcurrencyCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../../src/services/lambda/zip.ts';
import { TestFunctions } from './test-functions.ts';

let testStacks: TestFunctions;
beforeAll(async () => {
  testStacks = await TestFunctions.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

describe('a Node.js function', () => {
  it('gets its event and context, finds the SDK, and calls AWS as its role', async () => {
    const arn = await testStacks.create(
      'whole',
      {
        'index.js': `
          const { CloudWatchLogsClient, DescribeLogGroupsCommand } = require('@aws-sdk/client-cloudwatch-logs');
          exports.handler = async (event, context) => {
            console.log('seen', event.name);
            const call = await new CloudWatchLogsClient().send(new DescribeLogGroupsCommand({})).then(() => 'allowed', (error) => error.name);
            return { event, call, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis(), env: process.env };
          };`,
      },
      { Environment: { Variables: { MINE: 'yes' } }, Timeout: 10 },
    );
    process.env['STEPMAKER_TEST_SECRET'] = 'of the parent';

    const { payload, functionError, log, executedVersion } = await testStacks.invoke('whole', { name: 'me' });

    expect(functionError).toBeUndefined();
    expect(executedVersion).toBe('$LATEST');
    const seen = payload as { env: Record<string, string>; left: number };
    expect(seen).toMatchObject({ event: { name: 'me' }, arn });
    expect(seen.left).toBeGreaterThan(5_000);
    expect(seen.left).toBeLessThanOrEqual(10_000);
    expect(seen.env).toMatchObject({
      MINE: 'yes',
      _HANDLER: 'index.handler',
      AWS_LAMBDA_FUNCTION_NAME: 'whole',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: testStacks.emulator.endpointUrl,
    });
    expect(seen.env['AWS_ACCESS_KEY_ID']).toMatch(/^ASIA/);
    expect(Object.keys(seen.env)).not.toContain('STEPMAKER_TEST_SECRET');
    expect(log).toMatch(/START RequestId: [\w-]{36} Version: \$LATEST\n/);
    expect(log).toMatch(/\tINFO\tseen me\nEND RequestId: /);
    expect(log).toMatch(
      /REPORT RequestId: .*\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: /,
    );
  });

  it('is CommonJS wherever the data directory lies, in a package of ES modules too', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'stepmaker-workspace-'));
    writeFileSync(join(workspace, 'package.json'), '{"type":"module"}');
    await using inside = await TestFunctions.open({ dataDir: join(workspace, '.stepmaker') });
    await inside.create('common', { 'index.js': 'exports.handler = async () => typeof require;' });

    expect((await inside.invoke('common')).payload).toBe('function');
    rmSync(workspace, { recursive: true });
  });

  it('keeps its process warm, and starts anew once its code changes', async () => {
    await testStacks.create('warm', { 'index.js': 'let n = 0; exports.handler = async () => ++n;' });
    await testStacks.invoke('warm');
    const second = await testStacks.invoke('warm');

    await testStacks.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'warm',
        ZipFile: zip({ 'index.js': 'exports.handler = async () => "new";' }),
      }),
    );

    expect(second.payload).toBe(2);
    expect(second.log).not.toContain('Init Duration');
    expect((await testStacks.invoke('warm')).payload).toBe('new');
  });

  it('runs as many calls at once as come', async () => {
    await testStacks.create('wide', {
      'index.js': `exports.handler = async () => { await new Promise((done) => setTimeout(done, 200)); return process.pid; }`,
    });

    const calls = await Promise.all([1, 2, 3].map(() => testStacks.invoke('wide')));

    expect(new Set(calls.map(({ payload }) => payload)).size).toBe(3);
  });

  it.each([
    [
      'a separate error',
      'class Bad extends Error { name = "Bad" }; exports.handler = async () => { throw new Bad("no") }',
      {
        errorType: 'Bad',
        errorMessage: 'no',
        trace: expect.arrayContaining([expect.stringMatching(/exports\.handler .*index\.js:1/)]),
      },
    ],
    [
      'a value that is not an error',
      'exports.handler = async () => { throw "text" }',
      { errorType: 'string', errorMessage: 'text', trace: [] },
    ],
    [
      'a module that is missing',
      'require("nowhere")',
      { errorType: 'Runtime.ImportModuleError', errorMessage: expect.stringContaining("Error: Cannot find module 'nowhere'") },
    ],
    [
      'a handler that is missing',
      'exports.other = 1',
      { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
    ],
    ['a mistake in its syntax', 'exports.handler = (', { errorType: 'Runtime.UserCodeSyntaxError' }],
    [
      'a promise that no one caught',
      'exports.handler = async () => { Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 1000)); }',
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: lost' },
    ],
    ['a promise that never settles', 'exports.handler = () => new Promise(() => {})', { errorType: 'Runtime.NodeJsExit' }],
    [
      'an end of the process',
      'exports.handler = async () => process.exit(3)',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(/^RequestId: [\w-]{36} Error: Runtime exited with error: exit status 3$/),
      },
    ],
    [
      'a callback, gone since Node.js 24',
      'exports.handler = (event, context, callback) => callback(null, 1)',
      { errorType: 'Runtime.CallbackHandlerDeprecated' },
    ],
  ])("answers %s in AWS's shape, and works again after it", async (_what, code, expected) => {
    const name = `fails-${Math.abs(Buffer.from(code).reduce((sum, byte) => (sum * 31 + byte) | 0, 7))}`;
    await testStacks.create(name, { 'index.js': code });

    const first = await testStacks.invoke(name);

    expect(first.functionError).toBe('Unhandled');
    expect(first.payload).toMatchObject(expected);
    expect((await testStacks.invoke(name)).payload).toMatchObject(expected);
  });

  it('answers by callback up to Node.js 22, when the event loop has run empty', async () => {
    await testStacks.create(
      'callback',
      {
        'index.js':
          'let late = 0; exports.handler = (event, context, done) => { done(null, late); setTimeout(() => { late = 7 }, 20); }',
      },
      { Runtime: 'nodejs22.x' },
    );

    await testStacks.invoke('callback');

    expect((await testStacks.invoke('callback')).payload).toBe(7);
  });

  it('is ended, with all it started, when its time is over', async () => {
    await testStacks.create(
      'slow',
      {
        'index.js': `exports.handler = async () => {
          const child = require('node:child_process').spawn('sleep', ['60']);
          console.log('child', child.pid);
          for (;;);
        }`,
      },
      { Timeout: 1 },
    );

    const { payload, log } = await testStacks.invoke('slow');

    expect(payload).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: [\w-]{36} Error: Task timed out after 1\.00 seconds$/),
    });
    expect(log).toMatch(/Z [\w-]{36} Task timed out after 1\.00 seconds\n/);
    const child = /child (\d+)/.exec(log)?.[1] ?? '';
    await until(
      async () => isAlive(child),
      (alive) => !alive,
    );
  });
});

/** Whether a process runs; a dead one that no one has collected does not. */
function isAlive(pid: string): boolean {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && !/\) Z /.test(readFileSync(path, 'utf8'));
}

describe('a Python function', () => {
  it('gets its event and context, prints and logs', async () => {
    await testStacks.create('snake', {
      'index.py': `
import logging, os
logging.getLogger().setLevel(logging.INFO)
def handler(event, context):
    print('printed')
    logging.info('logged')
    return {'event': event, 'name': context.function_name, 'left': context.get_remaining_time_in_millis() > 0, 'region': os.environ['AWS_REGION']}
`,
    });

    const { payload, log } = await testStacks.invoke('snake', { name: 'é' });

    expect(payload).toEqual({ event: { name: 'é' }, name: 'snake', left: true, region: 'us-east-1' });
    expect(log).toContain('\nprinted\n');
    expect(log).toMatch(/\[INFO\]\t\d{4}-\d\d-\d\dT[\d:.]+Z\t[\w-]{36}\tlogged\n/);
  });

  it.each([
    [
      'a separate error',
      'def handler(e, c):\n  raise ValueError("no")',
      { errorType: 'ValueError', errorMessage: 'no', stackTrace: [expect.stringMatching(/index\.py", line 2, in handler/)] },
    ],
    [
      'a module that is missing',
      'import nowhere',
      { errorType: 'Runtime.ImportModuleError', errorMessage: "Unable to import module 'index': No module named 'nowhere'" },
    ],
    [
      'a handler that is missing',
      'other = 1',
      { errorType: 'Runtime.HandlerNotFound', errorMessage: "Handler 'handler' missing on module 'index'" },
    ],
    [
      'a result that is not JSON',
      'def handler(e, c): return {1}',
      {
        errorType: 'Runtime.MarshalError',
        errorMessage: 'Unable to marshal response: Object of type set is not JSON serializable',
      },
    ],
    ['an end of the process', 'import os\ndef handler(e, c): os._exit(2)', { errorType: 'Runtime.ExitError' }],
  ])("answers %s in AWS's shape", async (what, code, expected) => {
    const name = `snake-${what.replaceAll(/\W+/g, '-')}`;
    await testStacks.create(name, { 'index.py': code });

    const { payload, functionError } = await testStacks.invoke(name);

    expect(functionError).toBe('Unhandled');
    expect(payload).toMatchObject(expected);
  });
});

describe('the log of a function', () => {
  it('goes to its group in CloudWatch Logs, which comes into being with it', async () => {
    await testStacks.create('talks', {
      'index.js': "exports.handler = async () => { console.log('two\\nlines'); process.stdout.write('raw\\n'); }",
    });
    await testStacks.invoke('talks');

    const messages = await until(
      () => testStacks.messages('talks').catch(() => []),
      (all) => all.some((message) => message.startsWith('REPORT')),
    );

    expect(messages.map((message) => message.split(/[ \t]/)[0])).toEqual([
      ...['INIT_START', 'START'],
      expect.stringMatching(/^\d{4}-/),
      'raw\n',
      'END',
      'REPORT',
    ]);
    expect(messages[2]).toMatch(/\tINFO\ttwo\nlines\n$/);
  });
});

describe('Invoke', () => {
  it("refuses what it cannot call, in AWS's words", async () => {
    await testStacks.create('plain', { 'index.js': 'exports.handler = async () => 1' });
    const invoke = (input: object): Promise<unknown> =>
      testStacks.lambda.send(new InvokeCommand({ FunctionName: 'plain', ...input }));

    await expect(invoke({ FunctionName: 'unknown' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:unknown',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(invoke({ Payload: Buffer.from('yes') })).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
      message: expect.stringMatching(
        /Unrecognized token 'yes': was expecting .*\n at \[Source: \(byte\[\]\)"yes"; line: 1, column: 4\]$/,
      ),
    });
    await expect(invoke({ Payload: Buffer.alloc(6_291_457, ' ') })).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      $metadata: { httpStatusCode: 413 },
    });
    expect(await invoke({ InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204 });
  });

  it('throttles beyond the concurrency that is reserved', async () => {
    await testStacks.create('one', { 'index.js': 'exports.handler = async () => 1' });
    await testStacks.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'one', ReservedConcurrentExecutions: 0 }));

    await expect(testStacks.invoke('one')).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
  });
});
