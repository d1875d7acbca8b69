import { S3 } from '@aws-sdk/client-s3';
import { answer, type CustomResourceEvent } from './custom-resource.ts';
import { emptyBucket } from './empty-bucket.ts';
import { endPipeline } from './end-pipeline.ts';
import { CLIENT_CONFIG, type LambdaContext, patienceOf } from './patience.ts';
import type { Progress } from './progress.ts';
import { publishFiles } from './publish-files.ts';

/** Counted from the first hand-over. CloudFormation waits for an hour in all; a reason from us is worth more than its timeout. */
const GIVE_UP_MILLIS = 35 * 60_000;

/**
 * The custom resources of the pipeline's stack. One publishes the template's files to the bucket, on Create and Update, before the state
 * machine is made from them. The other acts on Delete, first of all: it ends and removes what the pipeline made at run time and empties the
 * bucket, so that deleting the stack leaves nothing behind and nothing billed. A stack that is rolled back before the second was made has
 * the published files alone: the first takes them away on its own Delete, or the bucket could not go.
 *
 * It always answers CloudFormation. Every step looks at the world as it is, so a repeated or continued request does no harm.
 */
export async function handler(event: CustomResourceEvent, context: LambdaContext): Promise<void> {
  const { Progress: progress = { Done: {}, EndpointNames: [] } } = event;
  const request = `${event.RequestType} of ${event.LogicalResourceId}`;
  let failure: string | undefined;
  try {
    const patience = patienceOf(context);
    const { RequestType, ResourceProperties } = event;
    const { Bucket } = ResourceProperties;
    const s3 = new S3(CLIENT_CONFIG);
    const isDelete = RequestType === 'Delete';
    if ('Files' in ResourceProperties) {
      if (!isDelete) await publishFiles(s3, Bucket, ResourceProperties.Files, patience);
      else giveUpOn(await emptyBucket(s3, Bucket, patience, progress));
    } else if (isDelete) {
      const made = new Date(Date.parse(`${event.PhysicalResourceId}`) || 0);
      const left =
        'StateMachineArns' in ResourceProperties
          ? await endPipeline(CLIENT_CONFIG, ResourceProperties, made, patience, progress)
          : await emptyBucket(s3, Bucket, patience, progress, patience.now() + patience.lateMillis);
      if (left.length > 0) return await handOver(event, context, left, progress);
    }
  } catch (error) {
    failure = `${request} failed: ${(error as Error).message}`;
    console.error(failure);
  }
  const report = JSON.stringify(progress.Done);
  console.log(`${request}: ${report}`);
  await answer(event, failure, report);
}

/** The next delete begins with what is there then: the reason says so first, where CloudFormation does not cut it off. */
function giveUpOn(left: readonly string[]): void {
  if (left.length > 0) throw new Error(`delete the stack again to continue; still there: ${left.join(', ')}`);
}

/** Invokes this function once more for the same request, or gives up with what is left. */
async function handOver(
  event: CustomResourceEvent,
  { functionName }: LambdaContext,
  left: readonly string[],
  progress: Progress,
): Promise<void> {
  const { GiveUpAt = Date.now() + GIVE_UP_MILLIS } = event;
  if (Date.now() > GiveUpAt) return giveUpOn(left);
  const { Lambda } = await import('@aws-sdk/client-lambda');
  const Payload = JSON.stringify({ ...event, GiveUpAt, Progress: progress });
  await new Lambda(CLIENT_CONFIG).invoke({ FunctionName: functionName, InvocationType: 'Event', Payload });
}
