import type { ListMetricsCommandInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../../core/clock.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameterValue } from '../errors.ts';
import type { MetricStore } from '../metric-store.ts';

const HOUR = 3_600_000;
const PAGE_SIZE = 500;

/**
 * Lists the metrics that had data in the last two weeks, or in the last three hours.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
export function listMetrics(store: MetricStore, clock: Clock): OperationHandler<ListMetricsCommandInput, ListMetricsOutput> {
  return ({ Namespace, MetricName, Dimensions = [], RecentlyActive, NextToken }, { region }) => {
    const now = clock.now();
    const found = store
      .metrics(region, now - (RecentlyActive === 'PT3H' ? 3 * HOUR : 14 * 24 * HOUR))
      .filter(
        ({ namespace, name }) =>
          (Namespace === undefined || namespace === Namespace) && (MetricName === undefined || name === MetricName),
      )
      .filter(({ dimensions }) =>
        Dimensions.every((wanted) =>
          dimensions.some(({ Name, Value }) => Name === wanted.Name && (wanted.Value === undefined || Value === wanted.Value)),
        ),
      );
    const { items, nextToken } = pageOf(found, {
      list: JSON.stringify(['ListMetrics', region, Namespace, MetricName, Dimensions, RecentlyActive]),
      token: NextToken === '' ? undefined : NextToken,
      size: PAGE_SIZE,
      keyOf: ({ namespace, name, dimensions }) => JSON.stringify([namespace, name, dimensions]),
      invalidToken: () => invalidParameterValue('The value for parameter NextToken is invalid.'),
    });
    return {
      Metrics: items.map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: [...dimensions],
      })),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  };
}
