import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { useBucket } from '../../../test/use-bucket.ts';

describe('S3 buckets', () => {
  const fixture = useBucket();
  it('are made by the rules for their names and regions', async () => {
    const europe = new S3Client({ ...fixture.running.client, region: 'eu-west-1' });
    const make = (client: S3Client, name: string, LocationConstraint?: string) =>
      client.send(
        new CreateBucketCommand({
          Bucket: name,
          ...(LocationConstraint !== undefined && {
            CreateBucketConfiguration: { LocationConstraint: LocationConstraint as 'eu-west-1' },
          }),
        }),
      );

    for (const name of ['Ab1', 'ab', 'a_b_c', '192.168.1.1', 'a..b'])
      await expect(make(fixture.s3, name)).rejects.toMatchObject({ name: 'InvalidBucketName' });
    const { aws, rootCaller } = fixture.running.emulator;
    // The SDK's client fills in its region; the API does not.
    await expect(
      aws.call('s3', 'CreateBucket', { Bucket: 'eu-bucket' }, { caller: rootCaller, region: 'eu-west-1' }),
    ).rejects.toMatchObject({ code: 'IllegalLocationConstraintException' });
    await make(europe, 'eu-bucket', 'eu-west-1');
    await expect(make(europe, 'eu-bucket', 'eu-west-1')).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
    expect((await fixture.s3.send(new GetBucketLocationCommand({ Bucket: 'eu-bucket' }))).LocationConstraint).toBe('eu-west-1');
    expect((await fixture.s3.send(new GetBucketLocationCommand({ Bucket: fixture.Bucket }))).LocationConstraint).toBeUndefined();
    expect((await fixture.s3.send(new ListBucketsCommand({ Prefix: 'eu-' }))).Buckets?.map(({ Name }) => Name)).toEqual([
      'eu-bucket',
    ]);
  });

  it('have the configurations that AWS gives them, and those that they are given', async () => {
    const LifecycleConfiguration = {
      Rules: [{ ID: 'r', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 3 } }],
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await expect(fixture.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: fixture.Bucket }))).rejects.toMatchObject({
      name: 'NoSuchLifecycleConfiguration',
    });
    await expect(fixture.s3.send(new GetBucketPolicyCommand({ Bucket: fixture.Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });

    // Terraform waits for the size to be what it was answered to be.
    const TransitionDefaultMinimumObjectSize = 'all_storage_classes_128K';
    expect(
      await fixture.s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: fixture.Bucket, LifecycleConfiguration })),
    ).toMatchObject({ TransitionDefaultMinimumObjectSize });
    await fixture.s3.send(new PutBucketPolicyCommand({ Bucket: fixture.Bucket, Policy }));

    expect(await fixture.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: fixture.Bucket }))).toMatchObject({
      ...LifecycleConfiguration,
      TransitionDefaultMinimumObjectSize,
    });
    expect((await fixture.s3.send(new GetBucketPolicyCommand({ Bucket: fixture.Bucket }))).Policy).toBe(Policy);
    expect(
      (await fixture.s3.send(new GetPublicAccessBlockCommand({ Bucket: fixture.Bucket }))).PublicAccessBlockConfiguration
        ?.BlockPublicAcls,
    ).toBe(true);
    expect(
      (await fixture.s3.send(new GetBucketEncryptionCommand({ Bucket: fixture.Bucket }))).ServerSideEncryptionConfiguration
        ?.Rules,
    ).toHaveLength(1);
    expect(
      (await fixture.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: fixture.Bucket })))
        .LambdaFunctionConfigurations,
    ).toBeUndefined();
    await expect(
      fixture.s3.send(new PutBucketPolicyCommand({ Bucket: fixture.Bucket, Policy: 'nonsense' })),
    ).rejects.toMatchObject({
      name: 'MalformedPolicy',
    });
  });

  it('go only when they are empty', async () => {
    await fixture.put('k', 'x');
    await expect(fixture.s3.send(new DeleteBucketCommand({ Bucket: fixture.Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
    });

    await fixture.s3.send(new DeleteObjectCommand({ Bucket: fixture.Bucket, Key: 'k' }));
    await fixture.s3.send(new DeleteBucketCommand({ Bucket: fixture.Bucket }));
    await expect(fixture.keys()).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('are named by the host as well as by the path', async () => {
    await fixture.put('k', 'virtual');
    const { status, body } = await fixture.running.emulator.fetch({
      method: 'GET',
      path: '/k',
      query: '',
      headers: {
        host: `${fixture.Bucket}.s3.localhost:4566`,
        authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, Signature=0',
      },
      body: new Uint8Array(),
      signal: new AbortController().signal,
    });
    expect(status).toBe(200);
    expect(await new Response(body as never).text()).toBe('virtual');
  });
});
