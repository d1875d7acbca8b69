import { STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import type { Construct } from 'constructs';
import type { PipelineSettings } from '../settings.ts';
import type { ArtifactsBucket } from './artifacts-bucket.ts';
import { allowEmptying } from './bucket-statements.ts';
import { InlineFunction } from './inline-function.ts';
import { allow, ownArn } from './service-role.ts';

/** Properties of the function behind the custom resources. */
export interface LifecycleFunctionProps {
  readonly settings: PipelineSettings;
  /** Tag value of resources that it may delete. */
  readonly pipelineName: string;
  readonly bucket: ArtifactsBucket;
  readonly code: string;
}

/** The function behind the custom resources: `FilePublication` and `CleanUp`. */
export class LifecycleFunction extends InlineFunction {
  constructor(scope: Construct, id: string, { settings, pipelineName, bucket, code }: LifecycleFunctionProps) {
    super(scope, id, {
      logRetentionDays: settings.logRetentionDays,
      code,
      description: 'Publishes files, cleans up on delete',
      timeoutSeconds: 900,
      memoryMegabytes: 512,
      statements: [
        allow(
          's3:PutObject',
          ['code/*', 'raw-data/README.txt', 'state-machine/*'].map((keys) => bucket.objects(keys)),
        ),
        allowEmptying([bucket.arn, bucket.objects('*')]),
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
          { StringEquals: { [`aws:ResourceTag/${STACK_TAG_KEY}`]: pipelineName } },
        ),
        // An endpoint's log group is its own; jobs share theirs with the whole account, and only their streams can go.
        allow('logs:DeleteLogGroup', ownArn('logs', 'log-group:/aws/sagemaker/Endpoints/*')),
        allow(['logs:DeleteLogStream', 'logs:DescribeLogStreams'], ownArn('logs', 'log-group:/aws/sagemaker/*Jobs:*')),
      ],
    });
  }
}
