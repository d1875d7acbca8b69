import type { AddPermissionInput } from '@aws-sdk/client-sns';
import { globalArn } from '../../../core/arn.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { policyOf, type TopicPolicy, writePolicy } from '../topic-policy.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Adds a statement to a topic's policy that lets accounts call actions on it.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html
 */
export function addPermission(
  store: TopicStore,
): OperationHandler<Given<AddPermissionInput, 'TopicArn' | 'Label' | 'AWSAccountId' | 'ActionName'>, undefined> {
  return ({ TopicArn, Label, AWSAccountId, ActionName }, { partition }) => {
    const topic = store.topic(TopicArn);
    const policy = JSON.parse(policyOf(topic)) as TopicPolicy;
    if (policy.Statement.some(({ Sid }) => Sid === Label)) throw invalidParameter('Statement already exists');
    const statement = {
      Sid: Label,
      Effect: 'Allow',
      Principal: { AWS: AWSAccountId.map((id) => globalArn('iam', { partition, account: id }, 'root')) },
      Action: ActionName.map((action) => `SNS:${action}`),
      Resource: topic.arn,
    };
    writePolicy(store, topic, { ...policy, Statement: [...policy.Statement, statement] });
  };
}
