import type { AddPermissionInput, RemovePermissionInput } from '@aws-sdk/client-sns';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter, notFound } from '../errors.ts';
import type { Topic, TopicStore } from '../topic-store.ts';
import { policyOf } from './topics.ts';

interface Policy {
  readonly Statement: readonly { readonly Sid?: string | undefined }[];
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
export function addPermission(store: TopicStore): OperationHandler<AddPermissionInput, undefined> {
  return ({ TopicArn, Label, AWSAccountId = [], ActionName = [] }, { partition }) => {
    const topic = store.topic(TopicArn);
    const policy = JSON.parse(policyOf(topic)) as Policy;
    if (policy.Statement.some(({ Sid }) => Sid === Label)) throw invalidParameter('Statement already exists');
    const statement = {
      Sid: Label,
      Effect: 'Allow',
      Principal: { AWS: AWSAccountId.map((id) => `arn:${partition}:iam::${id}:root`) },
      Action: ActionName.map((action) => `SNS:${action}`),
      Resource: topic.arn,
    };
    write(store, topic, { ...policy, Statement: [...policy.Statement, statement] });
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html */
export function removePermission(store: TopicStore): OperationHandler<RemovePermissionInput, undefined> {
  return ({ TopicArn, Label }) => {
    const topic = store.topic(TopicArn);
    const policy = JSON.parse(policyOf(topic)) as Policy;
    const kept = policy.Statement.filter(({ Sid }) => Sid !== Label);
    if (kept.length === policy.Statement.length) throw notFound('Statement');
    write(store, topic, { ...policy, Statement: kept });
  };
}

function write(store: TopicStore, topic: Topic, policy: Policy): void {
  store.topics.put(topic.arn, { ...topic, attributes: { ...topic.attributes, Policy: JSON.stringify(policy) } });
}
