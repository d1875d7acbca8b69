import { type CfnElement, Fn } from 'aws-cdk-lib';

/** An attribute of a resource, as `${Bucket.Arn}`: a third of what `Fn::GetAtt` takes in the template, and the same to CloudFormation. */
export function attribute(resource: CfnElement, name: string, suffix = ''): string {
  return Fn.sub(`\${${resource.logicalId}.${name}}${suffix}`);
}
