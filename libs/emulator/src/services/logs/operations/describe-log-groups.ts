import type { DescribeLogGroupsCommandInput, DescribeLogGroupsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidNextToken, invalidParameter } from '../errors.ts';
import type { LogStore } from '../log-store.ts';

/**
 * Lists the log groups of a region.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export function describeLogGroups(store: LogStore): OperationHandler<DescribeLogGroupsCommandInput, DescribeLogGroupsResponse> {
  return ({ logGroupNamePrefix, logGroupNamePattern, limit = 50, nextToken: token, logGroupClass }, { region }) => {
    if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined)
      throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
    const pattern = logGroupNamePattern?.toLowerCase();
    const found = store
      .groups(region, logGroupNamePrefix ?? '')
      .filter(({ name }) => pattern === undefined || name.toLowerCase().includes(pattern))
      .filter((group) => logGroupClass === undefined || group.logGroupClass === logGroupClass);
    const { items, nextToken } = pageOf(found, {
      list: `DescribeLogGroups ${region} ${logGroupNamePrefix} ${pattern} ${logGroupClass}`,
      token,
      size: limit,
      keyOf: ({ name }) => name,
      isSorted: true,
      invalidToken: invalidNextToken,
    });
    return {
      logGroups: items.map((group) => ({
        logGroupName: group.name,
        creationTime: group.createdAt,
        retentionInDays: group.retentionInDays,
        metricFilterCount: 0,
        arn: `${group.arn}:*`,
        logGroupArn: group.arn,
        storedBytes: store.storedBytes(group),
        kmsKeyId: group.kmsKeyId,
        logGroupClass: group.logGroupClass,
      })),
      ...(nextToken !== undefined && { nextToken }),
    };
  };
}
