import { policyDocument } from '@stepmaker/pipeline-cdk/constructs';
import { Aws, type CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** The services that containers may talk to besides S3; each endpoint bills by the hour. */
const INTERFACES = { Logs: 'logs', Monitoring: 'monitoring', SageMakerRuntime: 'sagemaker.runtime' } as const;

/** Network of the endpoints. */
export interface ServiceEndpointsProps {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly routeTableId: string;
  readonly securityGroupId: string;
  /** Whether the interface endpoints are wanted; the one for S3 is needed, and free. */
  readonly hasInterfaces: CfnCondition;
}

/**
 * Ways from the private network to AWS. Jobs read and write S3 through the network; images are pulled outside it.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/train-vpc.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/process-vpc.html
 */
export class ServiceEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: ServiceEndpointsProps) {
    super(scope, id);
    const { vpcId, subnetIds, routeTableId, securityGroupId, hasInterfaces } = props;
    new CfnVPCEndpoint(this, 'S3', {
      vpcEndpointType: 'Gateway',
      vpcId,
      serviceName: Fn.sub('com.amazonaws.${AWS::Region}.s3'),
      routeTableIds: [routeTableId],
      policyDocument: policyDocument([
        // Only with an identity of this account: data cannot be carried off to a stranger's bucket with a stranger's keys.
        {
          Effect: 'Allow',
          Principal: '*',
          Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } },
        },
      ]),
    });
    for (const [name, service] of Object.entries(INTERFACES)) {
      const endpoint = new CfnVPCEndpoint(this, name, {
        vpcEndpointType: 'Interface',
        vpcId,
        serviceName: Fn.sub(`com.amazonaws.\${AWS::Region}.${service}`),
        privateDnsEnabled: true,
        subnetIds: [...subnetIds],
        securityGroupIds: [securityGroupId],
      });
      endpoint.cfnOptions.condition = hasInterfaces;
    }
  }
}
