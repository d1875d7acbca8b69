import type {
  AssociateKmsKeyCommandInput,
  CreateLogGroupCommandInput,
  DeleteLogGroupCommandInput,
  DeleteRetentionPolicyCommandInput,
  DescribeLogGroupsCommandInput,
  DescribeLogGroupsResponse,
  DisassociateKmsKeyCommandInput,
  PutRetentionPolicyCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter, resourceAlreadyExists } from '../errors.ts';
import type { LogGroup, LogStore } from '../log-store.ts';

/** The retentions that CloudWatch Logs offers, in days. */
const RETENTIONS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function createLogGroup(store: LogStore, clock: Clock): OperationHandler<CreateLogGroupCommandInput, undefined> {
  return ({ logGroupName = '', kmsKeyId, tags = {}, logGroupClass = 'STANDARD' }, { region, account, partition }) => {
    if (store.findGroup(region, logGroupName) !== undefined)
      throw resourceAlreadyExists('The specified log group already exists');
    store.putGroup({
      name: logGroupName,
      region,
      arn: `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}`,
      createdAt: clock.now(),
      ...(kmsKeyId !== undefined && { kmsKeyId }),
      logGroupClass: logGroupClass as LogGroup['logGroupClass'],
      tags,
    });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html */
export function associateKmsKey(store: LogStore): OperationHandler<AssociateKmsKeyCommandInput, undefined> {
  return ({ logGroupName, kmsKeyId = '' }, { region }) => {
    store.putGroup({ ...store.group(region, logGroupName), kmsKeyId });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html */
export function disassociateKmsKey(store: LogStore): OperationHandler<DisassociateKmsKeyCommandInput, undefined> {
  return ({ logGroupName }, { region }) => {
    const { kmsKeyId: _former, ...group } = store.group(region, logGroupName);
    store.putGroup(group);
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export function deleteLogGroup(store: LogStore): OperationHandler<DeleteLogGroupCommandInput, undefined> {
  return ({ logGroupName }, { region }) => {
    store.deleteGroup(store.group(region, logGroupName));
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export function describeLogGroups(store: LogStore): OperationHandler<DescribeLogGroupsCommandInput, DescribeLogGroupsResponse> {
  return ({ logGroupNamePrefix, logGroupNamePattern, limit = 50, nextToken = '', logGroupClass }, { region }) => {
    if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined)
      throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
    const pattern = logGroupNamePattern?.toLowerCase();
    const found = store
      .groups(region, logGroupNamePrefix ?? '', nextToken)
      .filter(({ name }) => pattern === undefined || name.toLowerCase().includes(pattern))
      .filter((group) => logGroupClass === undefined || group.logGroupClass === logGroupClass);
    const page = found.slice(0, limit);
    return {
      logGroups: page.map((group) => ({
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
      ...(page.length < found.length && { nextToken: page.at(-1)?.name }),
    };
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export function putRetentionPolicy(store: LogStore, clock: Clock): OperationHandler<PutRetentionPolicyCommandInput, undefined> {
  return ({ logGroupName, retentionInDays = 0 }, { region }) => {
    const group = store.group(region, logGroupName);
    if (!RETENTIONS.includes(retentionInDays))
      throw invalidParameter(
        `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTIONS.join(', ')}]`,
      );
    store.putGroup({ ...group, retentionInDays });
    store.expire(clock.now());
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export function deleteRetentionPolicy(store: LogStore): OperationHandler<DeleteRetentionPolicyCommandInput, undefined> {
  return ({ logGroupName }, { region }) => {
    const { retentionInDays: _gone, ...group } = store.group(region, logGroupName);
    store.putGroup(group);
    return undefined;
  };
}
