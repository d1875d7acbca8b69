import type { AddPermissionCommandInput } from '@aws-sdk/client-sqs';
import { globalArn } from '../../../core/arn.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { statementsOf, writePolicy } from '../queue-policy.ts';
import type { QueueStore } from '../queue-store.ts';

/**
 * Adds a statement to a queue's policy that lets accounts call actions on it.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
 */
export function addPermission(
  store: QueueStore,
): OperationHandler<Given<AddPermissionCommandInput, 'QueueUrl' | 'Label' | 'AWSAccountIds' | 'Actions'>, undefined> {
  return ({ QueueUrl, Label, AWSAccountIds, Actions }, { region, partition }) => {
    const queue = store.byUrl(region, QueueUrl);
    const statement = {
      Sid: Label,
      Effect: 'Allow',
      Principal: { AWS: AWSAccountIds.map((account) => globalArn('iam', { partition, account }, 'root')) },
      Action: Actions.map((action) => `SQS:${action}`),
      Resource: queue.arn,
    };
    writePolicy(store, queue, [...statementsOf(queue), statement]);
    return undefined;
  };
}
