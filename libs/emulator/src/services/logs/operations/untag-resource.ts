import type { UntagResourceCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedGroup } from '../log-group-tags.ts';

/**
 * Removes tags from a log group by its ARN.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html
 */
export function untagResource(
  store: TagStore<TaggedGroup>,
): OperationHandler<Given<UntagResourceCommandInput, 'resourceArn' | 'tagKeys'>, undefined> {
  return ({ resourceArn: identifier, tagKeys }, { region }) => {
    store.remove({ region, identifier }, tagKeys);
    return undefined;
  };
}
