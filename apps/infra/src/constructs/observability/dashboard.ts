import { Aws, Fn } from 'aws-cdk-lib';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { VARIANT_NAME } from './alarms.ts';

/** Resources in the dashboard. */
export interface DashboardProps {
  /** Name of the pipeline's stack; the dashboard is called after it. */
  readonly pipelineStackName: string;
  readonly stateMachineArn: string;
  readonly endpointName: string;
  readonly alarmArns: readonly string[];
}

const WIDTH = 12;
const HEIGHT = 6;

/**
 * One page with the runs, the endpoint and the alarms.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const chart = (title: string, stat: string, namespace: string, names: readonly string[], dimensions: readonly string[]) => ({
      type: 'metric',
      properties: {
        title,
        stat,
        region: '${Region}',
        period: 300,
        metrics: names.map((name) => [namespace, name, ...dimensions]),
      },
    });
    const machine = ['StateMachineArn', '${StateMachineArn}'];
    const variant = ['EndpointName', '${EndpointName}', 'VariantName', VARIANT_NAME];
    const widgets = [
      { type: 'alarm', properties: { title: 'Alarms', alarms: props.alarmArns.map((_, index) => `\${Alarm${index}}`) } },
      chart(
        'Runs',
        'Sum',
        'AWS/States',
        ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'],
        machine,
      ),
      chart('Duration of runs (milliseconds)', 'Average', 'AWS/States', ['ExecutionTime'], machine),
      chart(
        'Requests to the endpoint',
        'Sum',
        'AWS/SageMaker',
        ['Invocations', 'Invocation4XXErrors', 'Invocation5XXErrors'],
        variant,
      ),
      chart('Latency (microseconds)', 'p99', 'AWS/SageMaker', ['ModelLatency', 'OverheadLatency'], variant),
      chart(
        'Endpoint instances (percent)',
        'Average',
        '/aws/sagemaker/Endpoints',
        ['CPUUtilization', 'MemoryUtilization', 'DiskUtilization'],
        variant,
      ),
    ].map((widget, index) => ({
      x: (index % 2) * WIDTH,
      y: Math.floor(index / 2) * HEIGHT,
      width: WIDTH,
      height: HEIGHT,
      ...widget,
    }));
    new CfnDashboard(this, 'Default', {
      dashboardName: props.pipelineStackName,
      dashboardBody: Fn.sub(JSON.stringify({ widgets }), {
        Region: Aws.REGION,
        StateMachineArn: props.stateMachineArn,
        EndpointName: props.endpointName,
        ...Object.fromEntries(props.alarmArns.map((arn, index) => [`Alarm${index}`, arn])),
      }),
    });
  }
}
