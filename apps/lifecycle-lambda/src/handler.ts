import { S3Client } from '@aws-sdk/client-s3';
import { answer, type CleanUpProperties, type CustomResourceEvent, type EmptyBucketProperties } from './custom-resource.ts';
import { emptyBucket } from './empty-bucket.ts';
import { endPipeline } from './end-pipeline.ts';
import { CLIENT_CONFIG, type LambdaContext, type Patience, patienceOf } from './patience.ts';
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
  let failure: string | undefined;
  try {
    const patience = patienceOf(context);
    const { RequestType, ResourceProperties } = event;
    const s3 = new S3Client(CLIENT_CONFIG);
    const isDelete = RequestType === 'Delete';
    if ('Files' in ResourceProperties) {
      const { Bucket, Files } = ResourceProperties;
      if (!isDelete) await publishFiles(s3, Bucket, Files, patience);
      else if (!(await emptyBucket(s3, Bucket, patience, progress))) throw new Error(`still there: objects in ${Bucket}`);
    } else if (isDelete) {
      const left = await remove(event, ResourceProperties, s3, patience, progress);
      if (left.length > 0) return await handOver(event, context, left, progress);
    }
  } catch (error) {
    failure = `${event.RequestType} of ${event.LogicalResourceId} failed: ${error instanceof Error ? error.message : error}`;
    console.error(failure);
  }
  const report = JSON.stringify(progress.Done);
  console.log(`${event.RequestType} of ${event.LogicalResourceId}: ${report}`);
  await answer(event, failure, report);
}

/** Gives what is still there, in words. */
async function remove(
  { PhysicalResourceId }: CustomResourceEvent,
  properties: CleanUpProperties | EmptyBucketProperties,
  s3: S3Client,
  patience: Patience,
  progress: Progress,
): Promise<readonly string[]> {
  if ('StateMachineArn' in properties) {
    const made = Date.parse(`${PhysicalResourceId}`);
    const left = await endPipeline(CLIENT_CONFIG, properties, new Date(made || 0), patience, progress);
    if (left.length > 0) return left;
  }
  const { Bucket } = properties;
  return (await emptyBucket(s3, Bucket, patience, progress)) ? [] : [`objects in ${Bucket}`];
}

/** Invokes this function once more for the same request, or gives up with what is left. */
async function handOver(
  event: CustomResourceEvent,
  { functionName }: LambdaContext,
  left: readonly string[],
  progress: Progress,
): Promise<void> {
  const { GiveUpAt = Date.now() + GIVE_UP_MILLIS } = event;
  if (Date.now() > GiveUpAt) throw new Error(`still there: ${left.join(', ')}`);
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  const Payload = JSON.stringify({ ...event, GiveUpAt, Progress: progress });
  await new LambdaClient(CLIENT_CONFIG).send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload }));
}
