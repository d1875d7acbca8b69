import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { useBucket } from '../../../test/use-bucket.ts';

const fixture = useBucket();
const kms = <Output>(operation: string, input: object = {}): Promise<Output> => {
  const { emulator } = fixture.running;
  return emulator.aws.call<Output>('kms', operation, input, { caller: emulator.rootCaller });
};
const createKey = async (): Promise<{ KeyId: string; Arn: string }> =>
  (await kms<{ KeyMetadata: { KeyId: string; Arn: string } }>('CreateKey')).KeyMetadata;

describe('objects that a key of the customer encrypts', () => {
  it('say so, with the ARN of the key, and may be read and copied while the key is enabled', async () => {
    const { KeyId, Arn } = await createKey();
    const { Bucket } = fixture;
    const answer = await fixture.put('k', 'x', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId, BucketKeyEnabled: true });

    expect(answer).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn, BucketKeyEnabled: true });
    expect(await fixture.text('k')).toBe('x');
    await fixture.s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/k` }));
    expect((await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: 'copy' }))).ServerSideEncryption).toBe('AES256');

    await kms('DisableKey', { KeyId });
    await expect(fixture.s3.send(new GetObjectCommand({ Bucket, Key: 'k' }))).rejects.toMatchObject({
      name: 'KMS.DisabledException',
    });
    await expect(fixture.put('k', 'y', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn })).rejects.toMatchObject({
      name: 'KMS.DisabledException',
      message: `${Arn} is disabled.`,
    });
    await kms('ScheduleKeyDeletion', { KeyId });
    await expect(fixture.text('k')).rejects.toMatchObject({ message: `${Arn} is pending deletion.` });
  });

  it('are refused with a key that does not exist', async () => {
    const SSEKMSKeyId = '11111111-1111-1111-1111-111111111111';
    await expect(fixture.put('k', 'x', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId })).rejects.toMatchObject({
      name: 'KMS.NotFoundException',
    });
  });

  it('need no permission for the key that AWS manages', async () => {
    const alias = await fixture.put('alias', 'x', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/aws/s3' });
    const unnamed = await fixture.put('unnamed', 'x', { ServerSideEncryption: 'aws:kms' });

    expect([alias.ServerSideEncryption, unnamed.ServerSideEncryption]).toEqual(['aws:kms', 'aws:kms']);
    expect([unnamed.SSEKMSKeyId, unnamed.BucketKeyEnabled]).toEqual([undefined, undefined]);
    expect(await fixture.text('unnamed')).toBe('x');
  });
});

describe('the default encryption of a bucket', () => {
  it('encrypts objects unless a request says otherwise', async () => {
    const { Arn } = await createKey();
    const { Bucket } = fixture;
    await fixture.s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [
            { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Arn }, BucketKeyEnabled: true },
          ],
        },
      }),
    );

    expect(await fixture.put('k', 'x')).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: Arn,
      BucketKeyEnabled: true,
    });
    const own = await fixture.put('own', 'x', { ServerSideEncryption: 'AES256' });
    expect([own.ServerSideEncryption, own.SSEKMSKeyId]).toEqual(['AES256', undefined]);
  });
});

describe('CreateBucket', () => {
  const create = (input: object, region = 'us-east-1'): Promise<unknown> => {
    const { emulator } = fixture.running;
    return emulator.aws.call('s3', 'CreateBucket', input, { caller: emulator.rootCaller, region });
  };

  it.each(['Upper', 'ab', 'a..b', '10.0.0.1', 'xn--a', 'sthree-a', 'amzn-s3-demo-a', 'a-s3alias', 'a--ol-s3', '-a', 'a_b'])(
    'refuses the name %s',
    async (Bucket) => {
      await expect(create({ Bucket })).rejects.toMatchObject({ code: 'InvalidBucketName' });
    },
  );

  it.each<[string, object, string, string]>([
    [
      'us-east-1 as a constraint',
      { CreateBucketConfiguration: { LocationConstraint: 'us-east-1' } },
      'us-east-1',
      'InvalidLocationConstraint',
    ],
    ['no constraint in another region', {}, 'eu-west-1', 'IllegalLocationConstraintException'],
    [
      'the constraint of another region',
      { CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } },
      'eu-west-1',
      'IllegalLocationConstraintException',
    ],
    ['object lock, which is not served', { ObjectLockEnabledForBucket: true }, 'us-east-1', 'NotImplemented'],
    ['a public access control list', { ACL: 'public-read' }, 'us-east-1', 'AccessControlListNotSupported'],
  ])('refuses %s', async (_what, more, region, code) => {
    await expect(create({ Bucket: 'refused', ...more }, region)).rejects.toMatchObject({ code });
  });

  it('takes the older name of eu-west-1, and refuses the same bucket again, but in us-east-1', async () => {
    const europe = { Bucket: 'in-europe', CreateBucketConfiguration: { LocationConstraint: 'EU' } };
    expect(await create(europe, 'eu-west-1')).toMatchObject({ Location: 'http://in-europe.s3.amazonaws.com/' });
    await expect(create(europe, 'eu-west-1')).rejects.toMatchObject({ code: 'BucketAlreadyOwnedByYou' });
    expect((await fixture.s3.send(new CreateBucketCommand({ Bucket: fixture.Bucket }))).Location).toBe(`/${fixture.Bucket}`);
  });
});
