import { STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import { Aws, CfnResource } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PublishedFiles } from '../artifacts/published-files.ts';
import type { ArtifactsBucket } from './artifacts-bucket.ts';
import { InlineFunction } from './inline-function.ts';
import type { PipelineParameters } from './pipeline-parameters.ts';
import { allow, ownArn, policyDocument } from './service-role.ts';
import type { TrainingPipeline } from './training-pipeline.ts';

/** What is prepared before the first run and cleared after the last. */
export interface LifecycleProps {
  readonly parameters: PipelineParameters;
  readonly bucket: ArtifactsBucket;
  readonly pipeline: TrainingPipeline;
  readonly code: string;
  readonly files: PublishedFiles;
}

/**
 * The custom resource that puts the scripts into the bucket, and on delete ends and removes what the pipeline made at run time. It depends on
 * all that takes: CloudFormation deletes it first, while roles, policies and the bucket are still there.
 */
export class Lifecycle extends Construct {
  constructor(scope: Construct, id: string, { parameters, bucket, pipeline, code, files }: LifecycleProps) {
    super(scope, id);
    const ofThisStack = { StringEquals: { [`aws:ResourceTag/${STACK_TAG_KEY}`]: Aws.STACK_NAME } };
    const lambda = new InlineFunction(this, 'Default', {
      parameters,
      code,
      description: 'Publishes the ML scripts; leaves nothing behind when the stack is deleted',
      timeoutSeconds: 900,
      memoryMegabytes: 512,
      statements: [
        allow('s3:PutObject', [bucket.objects('code/*'), bucket.objects('raw-data/README.txt')]),
        allow(
          [
            's3:AbortMultipartUpload',
            's3:DeleteObject',
            's3:DeleteObjectVersion',
            's3:ListBucketMultipartUploads',
            's3:ListBucketVersions',
          ],
          [bucket.arn, bucket.objects('*')],
        ),
        allow(['states:ListExecutions', 'states:StopExecution'], [pipeline.stateMachineArn, pipeline.executionArns]),
        allow(
          ['EndpointConfigs', 'Endpoints', 'Models', 'ProcessingJobs', 'TrainingJobs'].map((kind) => `sagemaker:List${kind}`),
          '*',
        ),
        allow('sagemaker:ListTags', ownArn('sagemaker', '*')),
        allow(
          [
            'sagemaker:StopProcessingJob',
            'sagemaker:StopTrainingJob',
            'sagemaker:DeleteEndpoint',
            'sagemaker:DeleteEndpointConfig',
            'sagemaker:DeleteModel',
          ],
          ownArn('sagemaker', '*'),
          ofThisStack,
        ),
      ],
    });
    // Apart from the role: the role cannot name the function that needs the role.
    const handOver = new CfnPolicy(this, 'HandOver', {
      policyName: 'hand-over',
      roles: [lambda.role.name],
      policyDocument: policyDocument([allow('lambda:InvokeFunction', lambda.arn)]),
    });
    const resource = new CfnResource(this, 'CustomResource', {
      type: 'Custom::PipelineLifecycle',
      properties: {
        ServiceToken: lambda.arn,
        Bucket: bucket.name,
        StateMachineArn: pipeline.stateMachineArn,
        TagKey: STACK_TAG_KEY,
        TagValue: Aws.STACK_NAME,
        Files: files.encoded,
      },
    });
    for (const needed of [bucket.policy, handOver]) resource.addResourceDependency(needed);
  }
}
