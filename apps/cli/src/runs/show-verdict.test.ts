import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { failedBeforeStart } from './run-result.ts';
import { showVerdict } from './show-verdict.ts';

/** What is printed about a run that failed for this reason, without colours. */
async function shown(cause: string): Promise<string> {
  const stream = new PassThrough();
  const executionArn = 'arn:aws:states:eu-west-1:123456789012:execution:ml-pipeline:run';
  showVerdict(stream as unknown as NodeJS.WriteStream, { ...failedBeforeStart('TrainingFailed', cause), executionArn });
  stream.end();
  return stripVTControlCharacters(await text(stream));
}

it('a run that failed for a quota of 0 ends with the command that requests more', async () => {
  const printed = await shown("Training: The account-level service limit 'ml.m5.large for training job usage' is 0 Instances");

  expect(printed).toMatch(
    /Ended +TrainingFailed: Training: .*\n +To request +aws service-quotas request-service-quota-increase --region eu-west-1 --service-code sagemaker --quota-code .*ml\.m5\.large for training job usage/,
  );
});

it('a run that failed for another reason ends without one', async () => {
  expect(await shown('Training: CapacityError')).not.toContain('aws service-quotas');
});
