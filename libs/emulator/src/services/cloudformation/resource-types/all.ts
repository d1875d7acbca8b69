import { scalableTarget, scalingPolicy } from './application-autoscaling.ts';
import { budgetsBudget } from './budgets-budget.ts';
import { cdkMetadata } from './cdk-metadata.ts';
import { cloudTrailTrail } from './cloudtrail-trail.ts';
import { cloudWatchAlarm } from './cloudwatch-alarm.ts';
import { cloudWatchCompositeAlarm } from './cloudwatch-composite-alarm.ts';
import { cloudWatchDashboard } from './cloudwatch-dashboard.ts';
import { customResource } from './custom-resource.ts';
import { ec2FlowLog } from './ec2-flow-log.ts';
import { ec2RouteTable, ec2SubnetRouteTableAssociation } from './ec2-route-table.ts';
import { ec2SecurityGroup } from './ec2-security-group.ts';
import { ec2Subnet } from './ec2-subnet.ts';
import { ec2Vpc } from './ec2-vpc.ts';
import { ec2VpcEndpoint } from './ec2-vpc-endpoint.ts';
import { eventsRule } from './events-rule.ts';
import { iamManagedPolicy } from './iam-managed-policy.ts';
import { iamPolicy } from './iam-policy.ts';
import { iamRole } from './iam-role.ts';
import { kmsAlias } from './kms-alias.ts';
import { kmsKey } from './kms-key.ts';
import { lambdaEventInvokeConfig } from './lambda-event-invoke-config.ts';
import { lambdaFunction } from './lambda-function.ts';
import { lambdaPermission } from './lambda-permission.ts';
import { logsLogGroup } from './logs-log-group.ts';
import { type ResourceTypes, resourceTypes } from './resource-type.ts';
import { s3Bucket } from './s3-bucket.ts';
import { s3BucketPolicy } from './s3-bucket-policy.ts';
import { schedulerSchedule } from './scheduler-schedule.ts';
import { schedulerScheduleGroup } from './scheduler-schedule-group.ts';
import { snsSubscription } from './sns-subscription.ts';
import { snsTopic } from './sns-topic.ts';
import { snsTopicPolicy } from './sns-topic-policy.ts';
import { sqsQueue } from './sqs-queue.ts';
import { sqsQueuePolicy } from './sqs-queue-policy.ts';
import { ssmParameter } from './ssm-parameter.ts';
import { stepFunctionsStateMachine } from './step-functions-state-machine.ts';

/** All resource types that are served. */
export const ALL_RESOURCE_TYPES: ResourceTypes = resourceTypes([
  budgetsBudget,
  cdkMetadata,
  cloudTrailTrail,
  cloudWatchAlarm,
  cloudWatchCompositeAlarm,
  cloudWatchDashboard,
  customResource,
  ec2FlowLog,
  ec2RouteTable,
  ec2SecurityGroup,
  ec2Subnet,
  ec2SubnetRouteTableAssociation,
  ec2Vpc,
  ec2VpcEndpoint,
  eventsRule,
  iamManagedPolicy,
  iamPolicy,
  iamRole,
  kmsAlias,
  kmsKey,
  lambdaEventInvokeConfig,
  lambdaFunction,
  lambdaPermission,
  logsLogGroup,
  s3Bucket,
  s3BucketPolicy,
  scalableTarget,
  scalingPolicy,
  schedulerSchedule,
  schedulerScheduleGroup,
  snsSubscription,
  snsTopic,
  snsTopicPolicy,
  sqsQueue,
  sqsQueuePolicy,
  ssmParameter,
  stepFunctionsStateMachine,
]);
