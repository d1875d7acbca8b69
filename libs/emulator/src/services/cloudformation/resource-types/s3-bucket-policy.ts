import { ignoreNotFound } from '../failure-reason.ts';
import type { ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export const s3BucketPolicy: ResourceType = {
  typeName: 'AWS::S3::BucketPolicy',
  properties: { Bucket: 'string', PolicyDocument: 'json' },
  required: ['Bucket', 'PolicyDocument'],
  createOnly: ['Bucket'],
  attributes: [],
  create: async (properties, context) => {
    const Bucket = String(properties['Bucket']);
    await context.call('s3', 'PutBucketPolicy', { Bucket, Policy: JSON.stringify(properties['PolicyDocument']) });
    return { physicalId: Bucket, attributes: {} };
  },
  update: async (state, properties, _before, context) => {
    await context.call('s3', 'PutBucketPolicy', {
      Bucket: state.physicalId,
      Policy: JSON.stringify(properties['PolicyDocument']),
    });
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('s3', 'DeleteBucketPolicy', { Bucket: physicalId }));
  },
};
