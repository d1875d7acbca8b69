import { type CfnParameter, Fn, Token } from 'aws-cdk-lib';
import { CfnAlarm, type CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { AlarmTopic } from './alarm-topic.ts';

/** The one variant of the pipeline's endpoint. */
export const VARIANT_NAME = 'AllTraffic';

/** Resources that the alarms watch, and the topic that they notify. */
export interface AlarmsProps {
  readonly topic: AlarmTopic;
  readonly stateMachineArn: string;
  readonly endpointName: string;
  /** The 99th percentile of the model's latency that is too slow, in milliseconds. */
  readonly latencyMilliseconds: CfnParameter;
}

/**
 * An alarm for each kind of failure of the pipeline. Each one notifies the topic when the failure begins and when it ends.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
export class Alarms extends Construct {
  /** ARNs, for the dashboard. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, { topic, stateMachineArn, endpointName, latencyMilliseconds }: AlarmsProps) {
    super(scope, id);
    const execution = (metricName: string, alarmDescription: string): CfnAlarm =>
      this.alarm(topic, metricName, {
        alarmDescription,
        namespace: 'AWS/States',
        metricName,
        dimensions: [{ name: 'StateMachineArn', value: stateMachineArn }],
        statistic: 'Sum',
        period: 300,
        evaluationPeriods: 1,
        threshold: 1,
      });
    const endpoint = (name: string, props: Omit<CfnAlarmProps, 'namespace' | 'dimensions' | 'comparisonOperator'>): CfnAlarm =>
      this.alarm(topic, name, {
        namespace: 'AWS/SageMaker',
        dimensions: [
          { name: 'EndpointName', value: endpointName },
          { name: 'VariantName', value: VARIANT_NAME },
        ],
        ...props,
      });
    const alarms = [
      execution('ExecutionsFailed', 'A run failed, or its model was rejected: its error says which'),
      execution('ExecutionsTimedOut', 'A run took longer than the machine allows'),
      execution('ExecutionsAborted', 'Somebody stopped a run'),
      execution('ExecutionThrottled', 'Step Functions throttles state transitions of the pipeline'),
      endpoint('EndpointErrors', {
        alarmDescription: 'The endpoint answered requests with 5xx',
        metricName: 'Invocation5XXErrors',
        statistic: 'Sum',
        period: 60,
        evaluationPeriods: 1,
        threshold: 1,
      }),
      endpoint('EndpointLatency', {
        alarmDescription: 'The model answers too slowly',
        metricName: 'ModelLatency',
        extendedStatistic: 'p99',
        unit: 'Microseconds',
        period: 60,
        evaluationPeriods: 3,
        // CloudWatch counts in microseconds, and a template cannot multiply: three digits more do it.
        threshold: Token.asNumber(Fn.sub(`\${${latencyMilliseconds.logicalId}}000`)),
      }),
    ];
    this.arns = alarms.map(({ attrArn }) => attrArn);
  }

  private alarm(topic: AlarmTopic, id: string, props: Omit<CfnAlarmProps, 'comparisonOperator'>): CfnAlarm {
    const alarm = new CfnAlarm(this, id, {
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      // A time without runs or requests is not a failure.
      treatMissingData: 'notBreaching',
      alarmActions: [topic.arn],
      okActions: [topic.arn],
      ...props,
    });
    alarm.addResourceDependency(topic.policy);
    return alarm;
  }
}
