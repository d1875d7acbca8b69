import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@stepmaker/testing';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/core/sqlite-store.ts';
import { startEmulator } from '../../src/start-emulator.ts';
import { TestFunctions } from './test-functions.ts';

describe('the journal of asynchronous invocations', () => {
  it('is read in the form that the first versions of the server stored', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-journal-'));
    const file = join(dataDir, 'calls.txt');
    const first = await TestFunctions.open({ dataDir });
    await first.create('writes', {
      'index.js': `exports.handler = async (event, context) => {
        require('node:fs').appendFileSync(${JSON.stringify(file)}, JSON.stringify([event.n, context.awsRequestId]) + '\\n');
      }`,
    });
    await first.emulator.close();
    const requestId = '11111111-2222-4333-8444-555555555555';
    const store = openSqliteStore(dataDir);
    const now = Date.now();
    store.collection('lambda.event').put(`us-east-1/writes/${requestId}`, {
      region: 'us-east-1',
      functionName: 'writes',
      qualifier: '$LATEST',
      requestId,
      payload: '{"n":7}',
      acceptedAtMillis: now,
      dueAtMillis: now,
      failures: 1,
    });
    store.close();

    const second = await startEmulator({ port: 0, dataDir });
    const text = await until(
      async () => readFileSync(file, { encoding: 'utf8', flag: 'a+' }),
      (content) => content.endsWith('\n'),
    );
    await second.close();

    expect(JSON.parse(text)).toEqual([7, requestId]);
    rmSync(dataDir, { recursive: true, force: true });
  });
});
