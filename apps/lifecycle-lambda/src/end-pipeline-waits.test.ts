import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CleanUpRun } from '../test/clean-up-run.ts';
import { type Account, settle } from '../test/fake-account.ts';
import type { FakeStackAws } from '../test/fake-stack-aws.ts';
import type { Progress } from './progress.ts';

let run: CleanUpRun;
let aws: FakeStackAws;
let account: Account;

beforeEach(async () => {
  run = await CleanUpRun.start();
  ({ aws, account } = run);
});

afterEach(() => run[Symbol.asyncDispose]());

describe('endPipeline, once nothing runs any more', () => {
  it('deletes the log group of an endpoint once SageMaker has written its late lines, which make the group again', async () => {
    account.endpoints.set('live', 'InService');
    account.logGroups.add('/aws/sagemaker/Endpoints/live');
    const start = run.time;
    const written: number[] = [];

    const left = await run.end(
      20,
      () => {
        settle(account);
        if (account.endpoints.size > 0 || run.time - start > 75_000) return;
        account.logGroups.add('/aws/sagemaker/Endpoints/live');
        written.push(run.time - start);
      },
      { lateMillis: 75_000 },
    );

    expect(left).toEqual([]);
    expect(written.length).toBeGreaterThan(3);
    expect(account.logGroups).toEqual(new Set());
  });

  it('waits for late lines in the next invocation where the first has no time left, and no longer than they take', async () => {
    account.endpoints.set('live', 'InService');
    const late = { lateMillis: 75_000 };

    expect(await run.end(2, undefined, late)).toEqual(['late lines of logs']);
    const handedOver = JSON.parse(JSON.stringify(run.progress)) as Progress;
    run.time += 60_000;

    expect(await run.end(2, undefined, late, handedOver)).toEqual([]);
    expect(aws.callLines).toContain('DeleteLogGroup /aws/sagemaker/Endpoints/live');
  });

  it('waits for no late lines where it has deleted no endpoint', async () => {
    const before = run.time;

    expect(await run.end(10, undefined, { lateMillis: 75_000 })).toEqual([]);
    expect(run.time).toBe(before);
  });

  it('waits in a VPC until SageMaker has removed its network interfaces', async () => {
    aws.networkInterfaces = ['eni-1', 'eni-2'];
    const seen: number[] = [];

    const left = await run.end(
      10,
      () => {
        seen.push(aws.networkInterfaces.length);
        aws.networkInterfaces = aws.networkInterfaces.slice(1);
      },
      { SecurityGroupIds: 'sg-1,sg-2' },
    );

    expect(left).toEqual([]);
    expect(seen).toEqual([2, 1]);
    expect(aws.callLines).toContain('DescribeNetworkInterfaces group-id=sg-1,sg-2 interface-type=interface');
  });

  it('names the network interfaces that are left when its time is up, and after 20 minutes leaves them to AWS', async () => {
    aws.networkInterfaces = ['eni-1'];

    expect(await run.end(4, undefined, { SecurityGroupIds: 'sg-1' })).toEqual(['eni-1']);
    expect(await run.end(100, undefined, { SecurityGroupIds: 'sg-1' })).toEqual([]);
    expect(run.time - (run.progress.GoneAt ?? 0)).toBe(20 * 60_000);
  });

  it('deletes logs while network interfaces are still there', async () => {
    aws.networkInterfaces = ['eni-1'];
    account.logGroups.add('/aws/sagemaker/Endpoints/own');

    expect(await run.end(1, undefined, { SecurityGroupIds: 'sg-1' })).toEqual(['eni-1']);
    expect(account.logGroups).toEqual(new Set());
  });

  it('asks for no network interface without a VPC', async () => {
    await run.end(10);

    expect(aws.callLines.filter((call) => call.startsWith('DescribeNetwork'))).toEqual([]);
  });
});
