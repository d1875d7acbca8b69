import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListEndpointConfigsCommand, ListEndpointsCommand, ListModelsCommand } from '@aws-sdk/client-sagemaker';
import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import type { Clients } from './snapshot/clients.ts';

/** All that costs money or stays behind, by kind: `bucket my-bucket`. Job records and SageMaker's own log groups of jobs belong to the account. */
export async function inventory({ iam, lambda, logs, s3, sageMaker, sfn, sns }: Clients): Promise<readonly string[]> {
  const [buckets, roles, functions, groups, endpoints, configs, models, machines, topics] = await Promise.all([
    s3.send(new ListBucketsCommand({})),
    iam.send(new ListRolesCommand({})),
    lambda.send(new ListFunctionsCommand({})),
    logs.send(new DescribeLogGroupsCommand({})),
    sageMaker.send(new ListEndpointsCommand({})),
    sageMaker.send(new ListEndpointConfigsCommand({})),
    sageMaker.send(new ListModelsCommand({})),
    sfn.send(new ListStateMachinesCommand({})),
    sns.send(new ListTopicsCommand({})),
  ]);
  return [
    ...(buckets.Buckets ?? []).map(({ Name }) => `bucket ${Name}`),
    ...(roles.Roles ?? []).map(({ RoleName }) => `role ${RoleName}`),
    ...(functions.Functions ?? []).map(({ FunctionName }) => `function ${FunctionName}`),
    ...(groups.logGroups ?? [])
      .filter(({ logGroupName = '' }) => !/^\/aws\/sagemaker\/(Processing|Training)Jobs$/.test(logGroupName))
      .map(({ logGroupName }) => `log group ${logGroupName}`),
    ...(endpoints.Endpoints ?? []).map(({ EndpointName }) => `endpoint ${EndpointName}`),
    ...(configs.EndpointConfigs ?? []).map(({ EndpointConfigName }) => `endpoint configuration ${EndpointConfigName}`),
    ...(models.Models ?? []).map(({ ModelName }) => `model ${ModelName}`),
    ...(machines.stateMachines ?? []).map(({ name }) => `state machine ${name}`),
    ...(topics.Topics ?? []).map(({ TopicArn }) => `topic ${TopicArn}`),
  ].sort();
}
