/**
 * Numbers of the Step Functions service over the wire: `node --conditions=@stepmaker/source bench/step-functions.ts`.
 *
 * The server runs in a process of its own. With `--endpoint URL` another server is measured by the same requests; its Step Functions
 * API must take any role.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const agent = new Agent({ keepAlive: true });
const given = process.argv.indexOf('--endpoint');

interface Target {
  readonly url: string;
  readonly pid?: number;
  readonly end: () => void;
}

async function ownServer(): Promise<Target> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-bench-'));
  const script = new URL('../test/stepfunctions/killable-server.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--conditions=@stepmaker/source', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const end = (): void => {
    child.kill();
    child.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  };
  return { url: String(value), pid: child.pid ?? 0, end };
}

const target: Target = given > 0 ? { url: process.argv[given + 1] ?? '', end: () => {} } : await ownServer();

function post(service: string, headers: Record<string, string>, body: string): Promise<string> {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  return new Promise((resolve, reject) => {
    const sent = request(target.url, {
      agent,
      method: 'POST',
      headers: { ...headers, authorization, 'x-amz-date': '20260101T000000Z', 'content-length': Buffer.byteLength(body) },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${response.statusCode} ${text}`));
      });
    });
    sent.end(body);
  });
}

async function call<Output>(operation: string, input: object): Promise<Output> {
  const headers = { 'x-amz-target': `AWSStepFunctions.${operation}`, 'content-type': 'application/x-amz-json-1.0' };
  return JSON.parse(await post('states', headers, JSON.stringify(input))) as Output;
}

async function run(stateMachineArn: string, input: string): Promise<number> {
  const began = performance.now();
  const { executionArn } = await call<{ executionArn: string }>('StartExecution', { stateMachineArn, input });
  for (;;) {
    const { status } = await call<{ status: string }>('DescribeExecution', { executionArn });
    if (status === 'SUCCEEDED') return performance.now() - began;
    if (status !== 'RUNNING') throw new Error(status);
  }
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function tell(what: string, value: number, unit: string, bar: string): void {
  process.stdout.write(`${what.padEnd(66)} ${value.toFixed(2).padStart(9)} ${unit}   bar ${bar}\n`);
}

function rss(): number {
  const status = readFileSync(`/proc/${target.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

try {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const form = new URLSearchParams({
    Version: '2010-05-08',
    Action: 'CreateRole',
    RoleName: 'bench',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  await post('iam', { 'content-type': 'application/x-www-form-urlencoded' }, form.toString());
  const create = async (name: string, definition: object): Promise<string> =>
    (
      await call<{ stateMachineArn: string }>('CreateStateMachine', {
        name,
        definition: JSON.stringify(definition),
        roleArn: 'arn:aws:iam::000000000000:role/bench',
      })
    ).stateMachineArn;
  const chain = await create('chain', {
    StartAt: 'S0',
    States: Object.fromEntries(
      Array.from({ length: 500 }, (_, i) => [`S${i}`, { Type: 'Pass', ...(i === 499 ? { End: true } : { Next: `S${i + 1}` }) }]),
    ),
  });
  const item = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
  const map = await create('map', { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor: item, End: true } } });
  const five = await create('five', {
    StartAt: 'S0',
    States: Object.fromEntries(
      Array.from({ length: 5 }, (_, i) => [`S${i}`, { Type: 'Pass', ...(i === 4 ? { End: true } : { Next: `S${i + 1}` }) }]),
    ),
  });
  const items = JSON.stringify(Array.from({ length: 1000 }, (_, i) => i));

  for (let i = 0; i < 30; i += 1) await run(chain, '{}');
  for (let i = 0; i < 10; i += 1) await run(map, items);
  const starts: number[] = [];
  for (let i = 0; i < 500; i += 1) {
    const began = performance.now();
    await call('StartExecution', { stateMachineArn: five, input: '{"a":1}' });
    starts.push(performance.now() - began);
  }
  tell('StartExecution, durable, median', median(starts), 'ms', '≤ 1');
  const chains: number[] = [];
  for (let i = 0; i < 50; i += 1) chains.push(await run(chain, '{}'));
  tell('chain of 500 Pass states, from StartExecution to SUCCEEDED', median(chains), 'ms', '≤ 9');
  const maps: number[] = [];
  for (let i = 0; i < 20; i += 1) maps.push(await run(map, items));
  tell('inline Map over 1,000 items, 4,006 events', median(maps), 'ms', '≤ 35');

  const began = performance.now();
  for (let i = 0; i < 10_000; i += 100) {
    await Promise.all(Array.from({ length: 100 }, () => call('StartExecution', { stateMachineArn: five, input: '{"a":1}' })));
  }
  await run(five, '{}');
  const seconds = (performance.now() - began) / 1000;
  tell('state transitions a second, 10,000 executions of 5 states', 50_000 / seconds, '/s', '≥ 20 × the peers');
  if (target.pid !== undefined) tell('memory of the server after them', rss(), 'MB', '≤ 150');
} finally {
  agent.destroy();
  target.end();
}
