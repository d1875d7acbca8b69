import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as sdk from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { type ClientBench, definitionOf, refusal } from './client-bench.ts';

/** What carries out tasks: activities and Map Runs. */
export function taskCases(bench: () => ClientBench): void {
  describe('an activity', () => {
    it('hands its tasks to workers, who answer with the token', async () => {
      const { activityArn = '' } = await bench().sfn.send(new sdk.CreateActivityCommand({ name: 'work' }));
      const work = await bench().create(
        definitionOf({ Work: { Type: 'Task', Resource: activityArn, HeartbeatSeconds: 60, End: true } }),
      );
      const take = (workerName: string): Promise<sdk.GetActivityTaskCommandOutput> =>
        bench().sfn.send(new sdk.GetActivityTaskCommand({ activityArn, workerName }));
      const good = await bench().start(work, { input: '"good"' });
      const { taskToken, input } = await take('the worker');
      await bench().sfn.send(new sdk.SendTaskHeartbeatCommand({ taskToken }));
      await bench().sfn.send(new sdk.SendTaskSuccessCommand({ taskToken, output: '"done"' }));
      const bad = await bench().start(work, { input: '"bad"' });
      const other = await take('the worker');
      await bench().sfn.send(new sdk.SendTaskFailureCommand({ taskToken: other.taskToken, error: 'Broken', cause: 'it fell' }));

      expect(input).toBe('"good"');
      expect(await bench().until(good, 'SUCCEEDED')).toMatchObject({ output: '"done"' });
      expect(await bench().until(bad, 'FAILED')).toMatchObject({ error: 'Broken', cause: 'it fell' });
      const { events = [] } = await bench().sfn.send(new sdk.GetExecutionHistoryCommand({ executionArn: good }));
      expect(events.find(({ type }) => type === 'ActivityStarted')?.activityStartedEventDetails).toEqual({
        workerName: 'the worker',
      });
      expect(await refusal(bench().sfn.send(new sdk.SendTaskSuccessCommand({ taskToken, output: '1' })))).toBe(
        "TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'",
      );
      expect(await refusal(bench().sfn.send(new sdk.SendTaskSuccessCommand({ taskToken: 'nonsense', output: '1' })))).toBe(
        "InvalidToken: Invalid Token: 'Invalid token'",
      );
      expect(await refusal(bench().sfn.send(new sdk.SendTaskSuccessCommand({ taskToken, output: 'no JSON' })))).toMatch(
        /^InvalidOutput: /,
      );
    });

    it('is polled for a minute, and then answers with nothing', async () => {
      const { activityArn } = await bench().sfn.send(new sdk.CreateActivityCommand({ name: 'idle' }));
      const before = bench().clock.timers;
      const answer = bench().sfn.send(new sdk.GetActivityTaskCommand({ activityArn }));
      await expect.poll(() => bench().clock.timers).toBe(before + 1);
      let answered = false;
      void answer.then(() => {
        answered = true;
      });

      bench().clock.advance(59_000);
      await bench().sfn.send(new sdk.DescribeActivityCommand({ activityArn }));
      const early = answered;
      bench().clock.advance(1000);

      expect((await answer).taskToken).toBeUndefined();
      expect(early).toBe(false);
    });

    it('is described, listed and deleted', async () => {
      const { activityArn } = await bench().sfn.send(new sdk.CreateActivityCommand({ name: 'listed' }));

      const described = await bench().sfn.send(new sdk.DescribeActivityCommand({ activityArn }));
      const { activities = [] } = await bench().sfn.send(new sdk.ListActivitiesCommand({}));
      await bench().sfn.send(new sdk.DeleteActivityCommand({ activityArn }));

      expect(described).toMatchObject({ name: 'listed', encryptionConfiguration: { type: 'AWS_OWNED_KEY' } });
      expect(activities.map(({ name }) => name)).toContain('listed');
      expect(await refusal(bench().sfn.send(new sdk.GetActivityTaskCommand({ activityArn })))).toBe(
        `ActivityDoesNotExist: Activity Does Not Exist: '${activityArn}'`,
      );
    });
  });

  describe('a Map Run', () => {
    it('is listed, described, and changed while it runs', async () => {
      const s3 = new S3Client({
        endpoint: bench().testMachines.emulator.endpointUrl,
        region: 'us-east-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        forcePathStyle: true,
      });
      await s3.send(new CreateBucketCommand({ Bucket: 'items' }));
      await s3.send(new PutObjectCommand({ Bucket: 'items', Key: 'items.json', Body: '[1,2,3]' }));
      s3.destroy();
      const spread = definitionOf({
        Spread: {
          Type: 'Map',
          MaxConcurrency: 1,
          ItemReader: {
            Resource: 'arn:aws:states:::s3:getObject',
            ReaderConfig: { InputType: 'JSON' },
            Parameters: { Bucket: 'items', Key: 'items.json' },
          },
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'Hold',
            States: { Hold: { Type: 'Wait', Seconds: 3600, End: true } },
          },
          End: true,
        },
      });
      const executionArn = await bench().start(await bench().create(spread));
      const runs = async (): Promise<sdk.MapRunListItem[]> =>
        (await bench().sfn.send(new sdk.ListMapRunsCommand({ executionArn }))).mapRuns ?? [];
      await expect.poll(async () => (await runs()).length, { timeout: 10_000 }).toBe(1);
      const mapRunArn = (await runs())[0]?.mapRunArn;
      const describeRun = (): Promise<sdk.DescribeMapRunCommandOutput> =>
        bench().sfn.send(new sdk.DescribeMapRunCommand({ mapRunArn }));
      await expect.poll(async () => (await describeRun()).executionCounts?.running, { timeout: 10_000 }).toBe(1);

      await bench().sfn.send(new sdk.UpdateMapRunCommand({ mapRunArn, maxConcurrency: 3 }));

      await expect.poll(async () => (await describeRun()).executionCounts?.running, { timeout: 10_000 }).toBe(3);
      const { executions = [] } = await bench().sfn.send(new sdk.ListExecutionsCommand({ mapRunArn }));
      expect(executions).toHaveLength(3);
      expect(await describeRun()).toMatchObject({ status: 'RUNNING', maxConcurrency: 3, itemCounts: { total: 3 } });
      expect(await refusal(bench().sfn.send(new sdk.UpdateMapRunCommand({ mapRunArn })))).toMatch(/^ValidationException: /);
      bench().clock.advance(3_600_000);
      expect((await bench().until(executionArn, 'SUCCEEDED')).output).toBe('[1,2,3]');
      expect(await refusal(bench().sfn.send(new sdk.UpdateMapRunCommand({ mapRunArn, maxConcurrency: 2 })))).toMatch(
        /^ValidationException: /,
      );
    });
  });
}
