import { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PublishedFiles } from '../artifacts/published-files.ts';
import type { ArtifactsBucket } from './artifacts-bucket.ts';
import type { LifecycleFunction } from './lifecycle-function.ts';

/** Published files, their destination and their publisher. */
export interface FilePublicationProps {
  readonly bucket: ArtifactsBucket;
  readonly lifecycle: LifecycleFunction;
  readonly files: PublishedFiles;
}

/** The custom resource that puts the scripts and the machine's definition into the bucket, and on delete takes away what is left there. */
export class FilePublication extends CfnResource {
  constructor(scope: Construct, id: string, { bucket, lifecycle, files }: FilePublicationProps) {
    super(scope, id, {
      type: 'Custom::PipelineFiles',
      properties: { ServiceToken: lifecycle.arn, Bucket: bucket.name, Files: files.encoded },
    });
    this.addResourceDependency(bucket.policy);
  }
}
