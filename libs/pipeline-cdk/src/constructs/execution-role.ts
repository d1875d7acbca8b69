import { Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PipelineSettings } from '../settings.ts';
import type { ArtifactsBucket } from './artifacts-bucket.ts';
import type { ScikitLearnImage } from './scikit-learn-image.ts';
import { allow, ownArn, ServiceRole, type Statement } from './service-role.ts';

/** Resources that the containers work with. */
export interface ExecutionRoleProps {
  readonly settings: PipelineSettings;
  readonly bucket: ArtifactsBucket;
  readonly image: ScikitLearnImage;
}

/**
 * The role of everything that SageMaker runs: processing and training jobs, models, endpoints.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export class ExecutionRole extends ServiceRole {
  constructor(scope: Construct, id: string, { settings, bucket, image }: ExecutionRoleProps) {
    const readData = ['s3:GetObject', 's3:ListBucket'];
    super(scope, id, {
      service: 'sagemaker',
      sourceArn: ownArn('sagemaker', '*'),
      statements: [
        allow(readData, [bucket.arn, bucket.objects('*')]),
        allow(
          's3:PutObject',
          ['processed-data', 'checkpoints', 'model-artifacts', 'evaluation'].map((prefix) => bucket.objects(`${prefix}/*`)),
        ),
        ...containerStatements(image),
        ...settings.items(settings.dataArns, allow(readData, Fn.split(',', settings.dataArns))),
      ],
    });
  }
}

/** Permissions of each container of SageMaker: its image, metrics and logs. */
export function containerStatements(image: ScikitLearnImage): readonly Statement[] {
  return [
    allow(['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], image.repositoryArn),
    // Neither can be narrowed to a resource.
    allow('ecr:GetAuthorizationToken', '*'),
    allow('cloudwatch:PutMetricData', '*', { StringLike: { 'cloudwatch:namespace': '/aws/sagemaker/*' } }),
    // SageMaker's log groups are shared by the whole account, so they are not the stack's to create.
    allow(
      ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      ownArn('logs', 'log-group:/aws/sagemaker/*'),
    ),
  ];
}
