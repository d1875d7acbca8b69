import { ignoreNotFound } from '../failure-reason.ts';
import { refuseExisting } from './existing.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';

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
  create: async (properties, context) => {
    const AlarmName = String(properties['AlarmName'] ?? context.generatedName);
    if (properties['AlarmName'] !== undefined) {
      const ask = ['cloudwatch', 'DescribeAlarms', { AlarmNames: [AlarmName] }] as const;
      await refuseExisting(
        context,
        AlarmName,
        ask,
        ({ MetricAlarms }) => (MetricAlarms as readonly unknown[] | undefined)?.length !== 0,
      );
    }
    await put(AlarmName, properties, context);
    const { partition, region, account } = context;
    return { physicalId: AlarmName, attributes: { Arn: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${AlarmName}` } };
  },
  update: async (state, properties, _before, context) => {
    await put(state.physicalId, properties, context);
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('cloudwatch', 'DeleteAlarms', { AlarmNames: [physicalId] }));
  },
};

async function put(AlarmName: string, properties: Properties, context: ResourceContext): Promise<void> {
  const tags = mergedTags(properties['Tags'], context);
  const { Tags: _tags, ...settings } = properties;
  await context.call('cloudwatch', 'PutMetricAlarm', { ...settings, AlarmName, ...(tags.length > 0 ? { Tags: tags } : {}) });
}
