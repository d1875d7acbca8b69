import type { Progress } from './progress.ts';

/** Request of CloudFormation to a custom resource. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Presigned: whoever holds it may answer. Never logged. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  /** Absent in a Create. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: PublishProperties | CleanUpProperties | EmptyBucketProperties;
  /** Ours: epoch milliseconds after which a Delete gives up; set when the function invokes itself again. */
  readonly GiveUpAt?: number;
  /** Ours: what earlier invocations for this Delete have done. */
  readonly Progress?: Progress;
}

/** Properties of the custom resource that publishes on Create and Update, and takes away on Delete what is still in the bucket. */
export interface PublishProperties {
  /** Name of the pipeline's bucket. */
  readonly Bucket: string;
  /** The files to publish: keys and texts in turn, separated by NUL, Brotli-compressed, in base 92. */
  readonly Files: string;
}

/** Properties of the custom resource that empties a bucket on Delete, and nothing else. */
export interface EmptyBucketProperties {
  readonly Bucket: string;
}

/** Properties of the custom resource that clears away: it acts on Delete. */
export interface CleanUpProperties {
  /** Name of the pipeline's bucket. */
  readonly Bucket: string;
  /** The machines whose executions are stopped, the one that starts others first. */
  readonly StateMachineArns: readonly string[];
  /** The stack's own endpoint; runs may name others. */
  readonly EndpointName: string;
  /** Key of the tag that the pipeline puts on what it creates at run time. */
  readonly TagKey: string;
  /** Value of that tag for this stack. */
  readonly TagValue: string;
  /** Security groups of the jobs and the endpoints, separated by commas; empty without a VPC. */
  readonly SecurityGroupIds: string;
}

/** CloudFormation refuses an answer of more than 4,096 bytes; a reason this long always fits. */
const MAX_REASON_LENGTH = 1_000;

/**
 * Answers CloudFormation, which otherwise waits an hour. A resource is called after the time when it was made: nothing that the pipeline
 * makes is older.
 *
 * @param failure why the request failed; `undefined` when it succeeded
 * @param report what was done, in words
 * @throws Error when the answer cannot be delivered; Lambda then invokes the function again
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 */
export async function answer(event: CustomResourceEvent, failure?: string, report = ''): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = new Date().toISOString() } = event;
  const body = JSON.stringify({
    Status: failure === undefined ? 'SUCCESS' : 'FAILED',
    Reason: (failure ?? report).slice(0, MAX_REASON_LENGTH),
    PhysicalResourceId,
    StackId,
    RequestId,
    LogicalResourceId,
  });
  // The presigned URL covers an empty content type.
  const { ok, status } = await fetch(event.ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body });
  if (!ok) throw new Error(`CloudFormation's ResponseURL answered ${status}`);
}
