import { Aws } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { allow, ownArn, ServiceRole } from './service-role.ts';
import { STACK_TAG } from './stack-tag.ts';

/** What the state machine works with. */
export interface PipelineRoleProps {
  readonly evaluatorArn: string;
  readonly topicArn: string;
  readonly executionRoleArn: string;
}

/**
 * The role of the state machine: what its tasks call, and no more.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
 */
export class PipelineRole extends ServiceRole {
  constructor(scope: Construct, id: string, { evaluatorArn, topicArn, executionRoleArn }: PipelineRoleProps) {
    const sagemaker = ownArn('sagemaker', '*');
    super(scope, id, {
      service: 'states',
      statements: [
        // Each of these acts on resources of one kind only, so naming the kinds would narrow nothing.
        allow(
          [
            'sagemaker:CreateProcessingJob',
            'sagemaker:DescribeProcessingJob',
            'sagemaker:StopProcessingJob',
            'sagemaker:CreateTrainingJob',
            'sagemaker:DescribeTrainingJob',
            'sagemaker:StopTrainingJob',
            'sagemaker:CreateModel',
            'sagemaker:CreateEndpointConfig',
            'sagemaker:CreateEndpoint',
            'sagemaker:DescribeEndpoint',
            'sagemaker:UpdateEndpoint',
            'sagemaker:InvokeEndpoint',
            'sagemaker:AddTags',
          ],
          sagemaker,
        ),
        allow(['sagemaker:DeleteEndpoint', 'sagemaker:DeleteEndpointConfig', 'sagemaker:DeleteModel'], sagemaker, {
          StringEquals: { [`aws:ResourceTag/${STACK_TAG}`]: Aws.STACK_NAME },
        }),
        allow('sagemaker:ListEndpoints', '*'),
        allow('iam:PassRole', executionRoleArn, { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } }),
        allow('lambda:InvokeFunction', evaluatorArn),
        allow('sns:Publish', topicArn),
        // How Step Functions hears that a job of a `.sync` task has ended.
        allow(
          ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
          ownArn('events', 'rule/StepFunctionsGetEventsForSageMaker*JobsRule'),
        ),
        // Log delivery and tracing have no resources to be narrowed to.
        allow(
          [
            'logs:CreateLogDelivery',
            'logs:GetLogDelivery',
            'logs:UpdateLogDelivery',
            'logs:DeleteLogDelivery',
            'logs:ListLogDeliveries',
            'logs:PutResourcePolicy',
            'logs:DescribeResourcePolicies',
            'logs:DescribeLogGroups',
            'xray:PutTraceSegments',
            'xray:PutTelemetryRecords',
            'xray:GetSamplingRules',
            'xray:GetSamplingTargets',
          ],
          '*',
        ),
      ],
    });
  }
}
