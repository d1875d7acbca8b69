import type { TagResourceCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedGroup } from '../log-group-tags.ts';

/**
 * Adds tags to a log group by its ARN.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html
 */
export function tagResource(
  store: TagStore<TaggedGroup>,
): OperationHandler<Given<TagResourceCommandInput, 'resourceArn' | 'tags'>, undefined> {
  return ({ resourceArn: identifier, tags }, { region }) => {
    store.add({ region, identifier }, tags);
    return undefined;
  };
}
