import { cdkMetadata } from './cdk-metadata.ts';
import { cloudWatchAlarm } from './cloudwatch-alarm.ts';
import { cloudWatchDashboard } from './cloudwatch-dashboard.ts';
import { customResource } from './custom-resource.ts';
import { eventsRule } from './events-rule.ts';
import { iamManagedPolicy } from './iam-managed-policy.ts';
import { iamPolicy } from './iam-policy.ts';
import { iamRole } from './iam-role.ts';
import { lambdaEventInvokeConfig } from './lambda-event-invoke-config.ts';
import { lambdaFunction } from './lambda-function.ts';
import { lambdaPermission } from './lambda-permission.ts';
import { logsLogGroup } from './logs-log-group.ts';
import { type ResourceTypes, resourceTypes } from './resource-type.ts';
import { s3Bucket } from './s3-bucket.ts';
import { s3BucketPolicy } from './s3-bucket-policy.ts';
import { snsSubscription } from './sns-subscription.ts';
import { snsTopic } from './sns-topic.ts';
import { snsTopicPolicy } from './sns-topic-policy.ts';
import { ssmParameter } from './ssm-parameter.ts';
import { stepFunctionsStateMachine } from './step-functions-state-machine.ts';

/** All resource types that are served. */
export const ALL_RESOURCE_TYPES: ResourceTypes = resourceTypes([
  cdkMetadata,
  cloudWatchAlarm,
  cloudWatchDashboard,
  customResource,
  eventsRule,
  iamManagedPolicy,
  iamPolicy,
  iamRole,
  lambdaEventInvokeConfig,
  lambdaFunction,
  lambdaPermission,
  logsLogGroup,
  s3Bucket,
  s3BucketPolicy,
  snsSubscription,
  snsTopic,
  snsTopicPolicy,
  ssmParameter,
  stepFunctionsStateMachine,
]);
