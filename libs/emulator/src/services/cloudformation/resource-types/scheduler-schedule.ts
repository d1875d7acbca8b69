import { ignoreNotFound } from '../failure-reason.ts';
import type { Properties, ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html */
export const schedulerSchedule: ResourceType = {
  typeName: 'AWS::Scheduler::Schedule',
  properties: {
    Description: 'string',
    EndDate: 'string',
    FlexibleTimeWindow: { MaximumWindowInMinutes: 'integer', Mode: 'string' },
    GroupName: 'string',
    KmsKeyArn: 'string',
    Name: 'string',
    ScheduleExpression: 'string',
    ScheduleExpressionTimezone: 'string',
    StartDate: 'string',
    State: 'string',
    Target: {
      Arn: 'string',
      DeadLetterConfig: { Arn: 'string' },
      EcsParameters: 'notServed',
      EventBridgeParameters: 'notServed',
      Input: 'string',
      KinesisParameters: 'notServed',
      RetryPolicy: { MaximumEventAgeInSeconds: 'integer', MaximumRetryAttempts: 'integer' },
      RoleArn: 'string',
      SageMakerPipelineParameters: 'notServed',
      SqsParameters: { MessageGroupId: 'string' },
    },
  },
  required: ['FlexibleTimeWindow', 'ScheduleExpression', 'Target'],
  createOnly: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn'],
  create: async (properties, context) => {
    const Name = String(properties['Name'] ?? context.generatedName);
    const { ScheduleArn } = await context.call<{ ScheduleArn: string }>('scheduler', 'CreateSchedule', {
      ...settingsOf(properties),
      Name,
    });
    return { physicalId: Name, attributes: { Arn: ScheduleArn } };
  },
  update: async (state, properties, _before, context) => {
    await context.call('scheduler', 'UpdateSchedule', { ...settingsOf(properties), Name: state.physicalId });
    return state;
  },
  delete: async ({ physicalId }, properties, context) => {
    const { GroupName } = properties;
    const input = { Name: physicalId, ...(GroupName === undefined ? {} : { GroupName }) };
    await ignoreNotFound(context.call('scheduler', 'DeleteSchedule', input));
  },
};

function settingsOf(properties: Properties): Record<string, unknown> {
  const { StartDate, EndDate, ...settings } = properties;
  return {
    ...settings,
    ...(StartDate === undefined ? {} : { StartDate: new Date(String(StartDate)) }),
    ...(EndDate === undefined ? {} : { EndDate: new Date(String(EndDate)) }),
  };
}
