import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { ServedEndpoint } from '../endpoints/find-endpoints.ts';
import { duration } from '../output/text.ts';
import type { IdleResource } from './idle-resource.ts';

/** Endpoints that were not asked for `idleMillis`. One that is younger, or that is being changed, is not idle. */
export async function idleEndpoints(
  endpoints: readonly ServedEndpoint[],
  cloudwatch: CloudWatchClient,
  idleMillis: number,
  now: Date,
): Promise<IdleResource[]> {
  const idle: IdleResource[] = [];
  for (const endpoint of endpoints) {
    const { endpointName, status, lastModifiedDate, instanceType, instanceCount, stackName } = endpoint;
    const age = now.getTime() - lastModifiedDate.getTime();
    if (/ing$/.test(status) || age < idleMillis) continue;
    const instances = `${instanceCount ?? 0} × ${instanceType ?? 'serverless'}`;
    const from = new Date(now.getTime() - idleMillis);
    if (status === 'InService' && idleMillis > 0 && (await invocations(cloudwatch, endpoint, from, now)) > 0) continue;
    const reason =
      status === 'InService' ? (idleMillis > 0 ? `not asked for ${duration(idleMillis)}` : 'in service') : `is ${status}`;
    idle.push({ kind: 'endpoint', name: endpointName, reason, instances, stackName });
  }
  return idle;
}

/** Returns the number of its invocations. @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
async function invocations(
  cloudwatch: CloudWatchClient,
  { endpointName, variantNames }: ServedEndpoint,
  from: Date,
  to: Date,
): Promise<number> {
  const { GetMetricStatisticsCommand } = await import('@aws-sdk/client-cloudwatch');
  const seconds = Math.max(60, Math.ceil((to.getTime() - from.getTime()) / 1000 / MAX_POINTS / 60) * 60);
  let sum = 0;
  for (const VariantName of variantNames) {
    const { Datapoints = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/SageMaker',
        MetricName: 'Invocations',
        Dimensions: [
          { Name: 'EndpointName', Value: endpointName },
          { Name: 'VariantName', Value: VariantName },
        ],
        StartTime: from,
        EndTime: to,
        Period: seconds,
        Statistics: ['Sum'],
      }),
    );
    sum += Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
  }
  return sum;
}

const MAX_POINTS = 1000;
