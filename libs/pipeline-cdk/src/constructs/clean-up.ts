import { STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import { CfnResource } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ArtifactsBucket } from './artifacts-bucket.ts';
import type { LifecycleFunction } from './lifecycle-function.ts';
import { allow, policyDocument } from './service-role.ts';
import type { TrainingPipeline } from './training-pipeline.ts';

/** What is cleared away, and by whom. */
export interface CleanUpProps {
  readonly bucket: ArtifactsBucket;
  readonly lifecycle: LifecycleFunction;
  readonly pipeline: TrainingPipeline;
  /** What the tag of the things says that are removed. */
  readonly pipelineName: string;
  /** The pipeline's own endpoint. */
  readonly endpointName: string;
}

/**
 * The custom resource that, on delete, ends and removes what the pipeline made at run time and empties the bucket. It depends on all that
 * takes: CloudFormation deletes it first, while the machine, roles, policies and the bucket are still there.
 */
export class CleanUp extends Construct {
  constructor(scope: Construct, id: string, { bucket, lifecycle, pipeline, pipelineName, endpointName }: CleanUpProps) {
    super(scope, id);
    // Apart from the role: the machine is made from files that the function has published, and the function needs its role.
    const policy = new CfnPolicy(this, 'Policy', {
      policyName: 'clean-up',
      roles: [lifecycle.role.name],
      policyDocument: policyDocument([
        allow(['states:ListExecutions', 'states:StopExecution'], [pipeline.stateMachineArn, pipeline.executionArns]),
        // It goes on in another invocation when there is much to do.
        allow('lambda:InvokeFunction', lifecycle.arn),
      ]),
    });
    const resource = new CfnResource(this, 'Default', {
      type: 'Custom::PipelineCleanUp',
      properties: {
        ServiceToken: lifecycle.arn,
        Bucket: bucket.name,
        StateMachineArn: pipeline.stateMachineArn,
        EndpointName: endpointName,
        TagKey: STACK_TAG_KEY,
        TagValue: pipelineName,
      },
    });
    for (const needed of [bucket.policy, policy]) resource.addResourceDependency(needed);
  }
}
