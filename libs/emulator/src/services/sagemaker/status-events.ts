import { rootCaller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';

/** A job or an endpoint whose status changed. */
interface ResourceWithStatus {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
}

/** The event of each kind, the operation that describes it, and the member that holds its name. */
const KINDS = {
  endpoint: ['SageMaker Endpoint State Change', 'DescribeEndpoint', 'EndpointName'],
  'processing-job': ['SageMaker Processing Job State Change', 'DescribeProcessingJob', 'ProcessingJobName'],
  'training-job': ['SageMaker Training Job State Change', 'DescribeTrainingJob', 'TrainingJobName'],
} as const;

/**
 * Publishes a status change of a job or an endpoint to EventBridge. The event holds the response of the Describe operation; an endpoint's
 * status is in capitals, as in AWS's documentation.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function publishStatusChange(
  runtime: Runtime,
  kind: keyof typeof KINDS,
  { name, arn, region }: ResourceWithStatus,
  status: string,
): void {
  const { events, aws, account, partition, clock } = runtime;
  if (!events.heard) return;
  const [detailType, operation, nameMember] = KINDS[kind];
  const statusMember = nameMember.replace('Name', 'Status');
  events.publish({
    source: 'aws.sagemaker',
    detailType,
    region,
    account,
    resources: [arn],
    time: clock.now(),
    detail: async () => {
      const caller = rootCaller({ account, partition });
      // A resource that is being deleted may no longer exist at this point.
      const described = await aws
        .call('sagemaker', operation, { [nameMember]: name }, { caller, region })
        .catch((): Record<string, unknown> => ({ [nameMember]: name }));
      return {
        ...inMillis(described),
        [statusMember]: kind === 'endpoint' ? status.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '_').toUpperCase() : status,
      };
    },
  });
}

/** Events contain times in milliseconds since the epoch. */
function inMillis(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, member instanceof Date ? member.getTime() : member]),
  );
}
