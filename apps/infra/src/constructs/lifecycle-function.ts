import { STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import { Aws } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ArtifactsBucket } from './artifacts-bucket.ts';
import { InlineFunction } from './inline-function.ts';
import type { PipelineParameters } from './pipeline-parameters.ts';
import { allow, ownArn } from './service-role.ts';

/** What the function behind the custom resources needs. */
export interface LifecycleFunctionProps {
  readonly parameters: PipelineParameters;
  readonly bucket: ArtifactsBucket;
  readonly code: string;
}

/** The function behind the custom resources: `FilePublication` and `CleanUp`. */
export class LifecycleFunction extends InlineFunction {
  constructor(scope: Construct, id: string, { parameters, bucket, code }: LifecycleFunctionProps) {
    super(scope, id, {
      logRetentionDays: parameters.logRetentionDays,
      code,
      description: 'Publishes scripts and definition; leaves nothing behind when the stack is deleted',
      timeoutSeconds: 900,
      memoryMegabytes: 512,
      statements: [
        allow(
          's3:PutObject',
          ['code/*', 'raw-data/README.txt', 'state-machine/*'].map((keys) => bucket.objects(keys)),
        ),
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
        allow(
          ['EndpointConfigs', 'Endpoints', 'Models', 'ProcessingJobs', 'TrainingJobs'].map((kind) => `sagemaker:List${kind}`),
          '*',
        ),
        allow('sagemaker:ListTags', ownArn('sagemaker', '*')),
        allow(
          [
            'sagemaker:DeleteEndpoint',
            'sagemaker:DeleteEndpointConfig',
            'sagemaker:DeleteModel',
            'sagemaker:DeleteProcessingJob',
            'sagemaker:DeleteTrainingJob',
            'sagemaker:StopProcessingJob',
            'sagemaker:StopTrainingJob',
          ],
          ownArn('sagemaker', '*'),
          { StringEquals: { [`aws:ResourceTag/${STACK_TAG_KEY}`]: Aws.STACK_NAME } },
        ),
        // An endpoint's log group is its own; jobs share theirs with the whole account, and only their streams can go.
        allow('logs:DeleteLogGroup', ownArn('logs', 'log-group:/aws/sagemaker/Endpoints/*')),
        allow(['logs:DeleteLogStream', 'logs:DescribeLogStreams'], ownArn('logs', 'log-group:/aws/sagemaker/*Jobs:*')),
      ],
    });
  }
}
