import * as sdk from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { type ClientBench, DAY, definitionOf, FAIL, HOLD, PASS, refusal } from './client-bench.ts';

/** Executions: Standard and Express. */
export function executionCases(bench: () => ClientBench): void {
  describe('an execution', () => {
    it('is found again by name and input while it runs, and keeps its name for 90 days', async () => {
      const running = await bench().create(HOLD);
      const first = await bench().start(running, { name: 'same', input: '{"a":1}' });
      const ended = await bench().create(PASS);
      const once = await bench().start(ended, { name: 'once' });
      await bench().until(once, 'SUCCEEDED');

      expect(await bench().start(running, { name: 'same', input: '{"a":1}' })).toBe(first);
      expect(await refusal(bench().start(running, { name: 'same', input: '{"a":2}' }))).toBe(
        `ExecutionAlreadyExists: Execution Already Exists: '${first}'`,
      );
      expect(await refusal(bench().start(ended, { name: 'once' }))).toMatch(/^ExecutionAlreadyExists: /);
      bench().clock.advance(91 * DAY);
      expect(await bench().start(ended, { name: 'once' })).toBe(once);
      await bench().until(once, 'SUCCEEDED');
    });

    it.each([
      ['no JSON', { input: 'nonsense' }, /^InvalidExecutionInput: /],
      ['more than 256 KiB of letters', { input: `"${'x'.repeat(262_144)}"` }, /^(ValidationException|InvalidExecutionInput): /],
      ['more than 256 KiB of UTF-8', { input: `"${'ü'.repeat(140_000)}"` }, /^InvalidExecutionInput: /],
      ['a bad name', { name: 'a/b' }, /^InvalidName: /],
      ['a long name', { name: 'x'.repeat(81) }, /^ValidationException: /],
    ])('is refused with %s', async (_what, more, message) => {
      expect(await refusal(bench().start(await bench().create(PASS), more))).toMatch(message);
    });

    it('is stopped, and has its history in both orders, with and without data', async () => {
      const executionArn = await bench().start(await bench().create(HOLD), { input: '{"secret":1}' });
      await bench().sfn.send(new sdk.StopExecutionCommand({ executionArn, error: 'Enough', cause: 'no more' }));
      const history = async (more: object): Promise<sdk.HistoryEvent[]> =>
        (await bench().sfn.send(new sdk.GetExecutionHistoryCommand({ executionArn, ...more }))).events ?? [];

      const forwards = await history({});
      const backwards = await history({ reverseOrder: true });
      const bare = await history({ includeExecutionData: false });
      const machine = await bench().sfn.send(new sdk.DescribeStateMachineForExecutionCommand({ executionArn }));
      const metadata = await bench().sfn.send(new sdk.DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' }));

      expect(await bench().describe(executionArn)).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'no more' });
      expect(forwards.map(({ type }) => type)).toEqual(['ExecutionStarted', 'WaitStateEntered', 'ExecutionAborted']);
      expect(backwards).toEqual(forwards.toReversed());
      expect(JSON.stringify(forwards)).toContain('secret');
      expect(JSON.stringify(bare)).not.toContain('secret');
      expect(machine).toMatchObject({ definition: HOLD });
      expect(metadata).toMatchObject({ inputDetails: { included: false } });
      expect(metadata.input).toBeUndefined();
    });

    it('is listed in pages, whose tokens belong to their list and end after a day', async () => {
      const stateMachineArn = await bench().create(HOLD);
      for (let i = 0; i < 3; i += 1) await bench().start(stateMachineArn);
      const list = (more: Partial<sdk.ListExecutionsCommandInput>): Promise<sdk.ListExecutionsCommandOutput> =>
        bench().sfn.send(new sdk.ListExecutionsCommand({ stateMachineArn, maxResults: 2, ...more }));

      const { executions: first = [], nextToken } = await list({});
      const { executions: second = [], nextToken: none } = await list({ nextToken });

      expect([first.length, second.length, none]).toEqual([2, 1, undefined]);
      for (const more of [{ nextToken: 'nonsense' }, { nextToken, statusFilter: 'FAILED' as const }])
        expect(await refusal(list(more))).toBe("InvalidToken: Invalid Token: 'Invalid token'");
      bench().clock.advance(DAY + 1);
      expect(await refusal(list({ nextToken }))).toBe("InvalidToken: Invalid Token: 'Invalid token'");
    });

    it('is redriven while that can be, and says why not', async () => {
      const stateMachineArn = await bench().create(FAIL);
      const failed = await bench().start(stateMachineArn);
      const running = await bench().start(await bench().create(HOLD));
      await bench().until(failed, 'FAILED');
      const redrive = (executionArn: string, clientToken?: string): Promise<sdk.RedriveExecutionCommandOutput> =>
        bench().sfn.send(new sdk.RedriveExecutionCommand({ executionArn, clientToken }));

      const { redriveDate } = await redrive(failed, 'token');
      await bench().until(failed, 'FAILED');

      expect((await redrive(failed, 'token')).redriveDate).toEqual(redriveDate);
      expect(await bench().describe(failed)).toMatchObject({ redriveCount: 1, redriveStatus: 'REDRIVABLE' });
      expect(await refusal(redrive(running))).toBe('ExecutionNotRedrivable: Execution is RUNNING and cannot be redriven');
      bench().clock.advance(15 * DAY);
      expect(await bench().describe(failed)).toMatchObject({
        redriveStatus: 'NOT_REDRIVABLE',
        redriveStatusReason: 'Execution redrivable period exceeded',
      });
      expect(await refusal(redrive(failed))).toBe('ExecutionNotRedrivable: Execution redrivable period exceeded');
      expect(await refusal(redrive(failed.replace(':execution:', ':express:')))).toMatch(/^InvalidArn: /);
    });

    it('with a full history is not redriven', async () => {
      const loop = definitionOf({
        A: { Type: 'Choice', Choices: [{ Variable: '$.enough', IsPresent: true, Next: 'B' }], Default: 'A' },
        B: { Type: 'Succeed' },
      });
      const executionArn = await bench().start(await bench().create(loop));

      expect(await bench().until(executionArn, 'FAILED')).toMatchObject({
        redriveStatus: 'NOT_REDRIVABLE',
        redriveStatusReason: 'Execution history event limit exceeded',
      });
    });

    it('of an Express machine answers at once, with what it costs, and cannot be stopped', async () => {
      const stateMachineArn = await bench().create(PASS, { type: 'EXPRESS' });

      const sync = await bench().sfn.send(new sdk.StartSyncExecutionCommand({ stateMachineArn, input: '[1]' }));
      const bare = await bench().sfn.send(new sdk.StartSyncExecutionCommand({ stateMachineArn, includedData: 'METADATA_ONLY' }));
      const executionArn = await bench().start(stateMachineArn);

      expect(sync).toMatchObject({
        status: 'SUCCEEDED',
        output: '[1]',
        billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
      });
      expect(bare).toMatchObject({ status: 'SUCCEEDED', outputDetails: { included: false } });
      expect(bare.output).toBeUndefined();
      expect(executionArn).toContain(':express:');
      for (const call of [
        bench().sfn.send(new sdk.StopExecutionCommand({ executionArn })),
        bench().sfn.send(new sdk.DescribeExecutionCommand({ executionArn })),
        bench().sfn.send(new sdk.GetExecutionHistoryCommand({ executionArn })),
      ])
        expect(await refusal(call)).toBe("InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'");
      expect(await refusal(bench().sfn.send(new sdk.ListExecutionsCommand({ stateMachineArn })))).toMatch(
        /^StateMachineTypeNotSupported: /,
      );
      expect(
        await refusal(bench().sfn.send(new sdk.StartSyncExecutionCommand({ stateMachineArn: await bench().create(PASS) }))),
      ).toMatch(/^StateMachineTypeNotSupported: /);
    });

    it('lets its machine go only when it has ended', async () => {
      const stateMachineArn = await bench().create(
        definitionOf({ Hold: { Type: 'Wait', Seconds: 1, Next: 'Never' }, Never: { Type: 'Pass', End: true } }),
      );
      const executionArn = await bench().start(stateMachineArn);

      await bench().sfn.send(new sdk.DeleteStateMachineCommand({ stateMachineArn }));

      expect(await refusal(bench().start(stateMachineArn))).toBe(
        `StateMachineDeleting: State Machine is being deleted: '${stateMachineArn}'`,
      );
      expect((await bench().sfn.send(new sdk.DescribeStateMachineCommand({ stateMachineArn }))).status).toBe('DELETING');
      bench().clock.advance(2000);
      await expect.poll(() => refusal(bench().describe(executionArn)), { timeout: 10_000 }).toMatch(/^ExecutionDoesNotExist: /);
    });
  });
}
