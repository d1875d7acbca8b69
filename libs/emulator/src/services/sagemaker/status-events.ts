import type { JobType } from '../../core/job-events.ts';
import type { Runtime } from '../../core/runtime.ts';
import { rootOf } from '../../delivery/root-of.ts';

/** What tells of its status. */
interface Told {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
}

const KINDS: Readonly<Record<string, readonly [detailType: string, operation: string, nameMember: string]>> = {
  endpoint: ['SageMaker Endpoint State Change', 'DescribeEndpoint', 'EndpointName'],
  'processing-job': ['SageMaker Processing Job State Change', 'DescribeProcessingJob', 'ProcessingJobName'],
  'training-job': ['SageMaker Training Job State Change', 'DescribeTrainingJob', 'TrainingJobName'],
  'transform-job': ['SageMaker Transform Job State Change', 'DescribeTransformJob', 'TransformJobName'],
};

/**
 * Tells EventBridge that a job or an endpoint has another status. The event holds what the Describe operation answers; an endpoint's status
 * is in capitals there, as AWS's documentation shows it.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function tellOfResource(runtime: Runtime, kind: JobType | 'endpoint', { name, arn, region }: Told, status: string): void {
  const { events, aws, account, partition, clock } = runtime;
  const [detailType, operation, nameMember] = KINDS[kind] ?? [];
  if (!events.heard || detailType === undefined || operation === undefined || nameMember === undefined) return;
  const statusMember = nameMember.replace('Name', 'Status');
  events.publish({
    source: 'aws.sagemaker',
    detailType,
    region,
    account,
    resources: [arn],
    time: clock.now(),
    detail: async () => {
      const caller = rootOf({ account, partition });
      // What is being deleted may be gone by the time it is looked at.
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

/** Events bear times in milliseconds since the epoch. */
function inMillis(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, member instanceof Date ? member.getTime() : member]),
  );
}
