import { alarmHandlers } from './alarm-handlers.ts';
import { TAGS } from './property-shape.ts';
import type { ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-compositealarm.html */
export const cloudWatchCompositeAlarm: ResourceType = {
  typeName: 'AWS::CloudWatch::CompositeAlarm',
  properties: {
    ActionsEnabled: 'boolean',
    ActionsSuppressor: 'notServed',
    ActionsSuppressorExtensionPeriod: 'notServed',
    ActionsSuppressorWaitPeriod: 'notServed',
    AlarmActions: ['string'],
    AlarmDescription: 'string',
    AlarmName: 'string',
    AlarmRule: 'string',
    InsufficientDataActions: ['string'],
    OKActions: ['string'],
    Tags: TAGS,
  },
  required: ['AlarmRule'],
  createOnly: ['AlarmName'],
  nameProperty: 'AlarmName',
  generatedName: { maximumLength: 255 },
  attributes: ['Arn'],
  ...alarmHandlers('PutCompositeAlarm'),
};
