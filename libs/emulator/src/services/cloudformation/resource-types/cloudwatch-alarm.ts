import { alarmHandlers } from './alarm-handlers.ts';
import { refuseExisting } from './existing.ts';
import { TAGS } from './property-shape.ts';
import type { ResourceType } from './resource-type.ts';

const HANDLERS = alarmHandlers('PutMetricAlarm');

const METRIC_STAT = {
  Metric: { Dimensions: [{ Name: 'string', Value: 'string' }], MetricName: 'string', Namespace: 'string' },
  Period: 'integer',
  Stat: 'string',
  Unit: 'string',
} as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export const cloudWatchAlarm: ResourceType = {
  typeName: 'AWS::CloudWatch::Alarm',
  properties: {
    ActionsEnabled: 'boolean',
    AlarmActions: ['string'],
    AlarmDescription: 'string',
    AlarmName: 'string',
    ComparisonOperator: 'string',
    DatapointsToAlarm: 'integer',
    Dimensions: [{ Name: 'string', Value: 'string' }],
    EvaluateLowSampleCountPercentile: 'string',
    EvaluationPeriods: 'integer',
    ExtendedStatistic: 'string',
    InsufficientDataActions: ['string'],
    MetricName: 'string',
    Metrics: [
      {
        AccountId: 'string',
        Expression: 'string',
        Id: 'string',
        Label: 'string',
        MetricStat: METRIC_STAT,
        Period: 'integer',
        ReturnData: 'boolean',
      },
    ],
    Namespace: 'string',
    OKActions: ['string'],
    Period: 'integer',
    Statistic: 'string',
    Tags: TAGS,
    Threshold: 'number',
    ThresholdMetricId: 'string',
    TreatMissingData: 'string',
    Unit: 'string',
  },
  required: ['ComparisonOperator', 'EvaluationPeriods'],
  createOnly: ['AlarmName'],
  nameProperty: 'AlarmName',
  generatedName: { maximumLength: 255 },
  attributes: ['Arn'],
  ...HANDLERS,
  create: async (properties, context) => {
    if (properties['AlarmName'] !== undefined) {
      const AlarmName = String(properties['AlarmName']);
      const ask = ['cloudwatch', 'DescribeAlarms', { AlarmNames: [AlarmName] }] as const;
      await refuseExisting(
        context,
        AlarmName,
        ask,
        ({ MetricAlarms }) => (MetricAlarms as readonly unknown[] | undefined)?.length !== 0,
      );
    }
    return HANDLERS.create(properties, context);
  },
};
