import { STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import { CfnResource } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PipelineSettings } from '../settings.ts';
import type { ArtifactsBucket } from './artifacts-bucket.ts';
import type { LifecycleFunction } from './lifecycle-function.ts';
import type { PipelineMachine } from './pipeline-machine.ts';
import { allow, policyDocument } from './service-role.ts';

/** Resources to clean up, and the function that does it. */
export interface CleanUpProps {
  readonly settings: PipelineSettings;
  readonly bucket: ArtifactsBucket;
  readonly lifecycle: LifecycleFunction;
  /** The machines whose executions are stopped: the one that starts others first. */
  readonly machines: readonly PipelineMachine[];
  /** Tag value of the removed resources. */
  readonly pipelineName: string;
  /** The pipeline's own endpoint. */
  readonly endpointName: string;
}

/**
 * The custom resource that, on delete, ends and removes what the pipeline made at run time and empties the bucket. It depends on all that
 * takes: CloudFormation deletes it first, while the machines, roles, policies and the bucket are still there. What SageMaker may do in a VPC and
 * with a key is among it, since a machine depends on it: without it, SageMaker could not delete an endpoint.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpoint.html
 */
export class CleanUp extends Construct {
  constructor(scope: Construct, id: string, props: CleanUpProps) {
    super(scope, id);
    const { settings, bucket, lifecycle, machines, pipelineName, endpointName } = props;
    // Apart from the role: the machine is made from files that the function has published, and the function needs its role.
    const policy = new CfnPolicy(this, 'Policy', {
      policyName: 'clean-up',
      roles: [lifecycle.role.name],
      policyDocument: policyDocument([
        allow(
          ['states:ListExecutions', 'states:StopExecution'],
          machines.flatMap(({ stateMachineArn, executionArns }) => [stateMachineArn, executionArns]),
        ),
        // It continues in another invocation when there is much to do.
        allow('lambda:InvokeFunction', lifecycle.arn),
        // SageMaker removes its network interfaces some minutes after a job or an endpoint has ended.
        ...settings.items(settings.subnetIds, allow('ec2:DescribeNetworkInterfaces', '*')),
      ]),
    });
    const resource = new CfnResource(this, 'Default', {
      type: 'Custom::PipelineCleanUp',
      properties: {
        ServiceToken: lifecycle.arn,
        Bucket: bucket.name,
        StateMachineArns: machines.map(({ stateMachineArn }) => stateMachineArn),
        EndpointName: endpointName,
        TagKey: STACK_TAG_KEY,
        TagValue: pipelineName,
        SecurityGroupIds: settings.securityGroupIds,
      },
    });
    for (const needed of [bucket.policy, policy]) resource.addResourceDependency(needed);
  }
}
