import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { Aws } from '../../../core/runtime.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { requireBucket } from '../trail-bucket.ts';
import { trailDescription } from '../trail-description.ts';
import { type TrailInput, trailSettings } from '../trail-settings.ts';
import { type Trail, type TrailStore, trailArn } from '../trail-store.ts';

/**
 * Creates a trail that is not logging yet.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
 */
export function createTrail(trails: TrailStore, aws: Aws): OperationHandler<Given<TrailInput, 'Name' | 'S3BucketName'>, object> {
  return async (input, call) => {
    const { Name, TagsList = [] } = input;
    if (!/^[a-zA-Z0-9][\w.-]{2,127}$/u.test(Name))
      throw new AwsError({
        code: 'InvalidTrailNameException',
        message:
          'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).',
      });
    const arn = trailArn(Name, call);
    if (trails.find(arn) !== undefined)
      throw new AwsError({
        code: 'TrailAlreadyExistsException',
        message: `Trail ${Name} already exists for customer: ${call.account}`,
      });
    if (input.IsOrganizationTrail === true) throw notServed("CloudTrail's IsOrganizationTrail");
    await requireBucket(aws, input.S3BucketName, arn, call);
    const settings = trailSettings(input);
    const trail: Trail = { name: Name, arn, region: call.region, settings, logging: false, tags: TagsList };
    trails.put(trail);
    return trailDescription(trail);
  };
}
