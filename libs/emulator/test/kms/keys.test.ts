import { describe, expect, it } from 'vitest';
import { serviceCall } from '../service-call.ts';
import { StoppedClock } from '../test-emulator.ts';

const DAY_MILLIS = 86_400_000;

const clock = new StoppedClock();
const call = serviceCall('kms', { clock });

interface Metadata {
  readonly KeyId: string;
  readonly Arn: string;
}

const createKey = async (input: object = {}): Promise<Metadata> =>
  (await call<{ KeyMetadata: Metadata }>('CreateKey', input)).KeyMetadata;
const encrypt = async (KeyId: string, more: object = {}): Promise<Uint8Array> =>
  (await call<{ CiphertextBlob: Uint8Array }>('Encrypt', { KeyId, Plaintext: Buffer.from('secret'), ...more })).CiphertextBlob;

describe('a key', () => {
  it.each([{ KeySpec: 'RSA_2048' }, { KeyUsage: 'SIGN_VERIFY' }, { Origin: 'EXTERNAL' }, { CustomKeyStoreId: 'cks-1' }])(
    'of an unserved kind is refused: %j',
    async (input) => {
      const [member] = Object.keys(input);

      await expect(call('CreateKey', input)).rejects.toThrow(`KMS's ${member}`);
    },
  );

  it('is created with a description, tags and a policy, all of which can be changed', async () => {
    const Policy = '{"Statement":[]}';
    const { KeyId } = await createKey({
      Description: 'first',
      Policy,
      MultiRegion: true,
      Tags: [{ TagKey: 'team', TagValue: 'data' }],
    });
    const policy = async (): Promise<unknown> => (await call('GetKeyPolicy', { KeyId }))['Policy'];

    expect(await policy()).toBe(Policy);
    await call('PutKeyPolicy', { KeyId, Policy: '{"Statement":[{}]}' });
    expect(await policy()).toBe('{"Statement":[{}]}');
    for (const invalid of ['{', '{}'])
      await expect(call('PutKeyPolicy', { KeyId, Policy: invalid })).rejects.toMatchObject({
        code: 'MalformedPolicyDocumentException',
      });
    await call('UpdateKeyDescription', { KeyId, Description: 'second' });
    expect(await call('DescribeKey', { KeyId })).toMatchObject({ KeyMetadata: { Description: 'second', MultiRegion: true } });
    await call('TagResource', { KeyId, Tags: [{ TagKey: 'stage', TagValue: 'test' }] });
    await call('UntagResource', { KeyId, TagKeys: ['team'] });
    expect(await call('ListResourceTags', { KeyId })).toEqual({
      Tags: [{ TagKey: 'stage', TagValue: 'test' }],
      Truncated: false,
    });
  });

  it('rotates in the given period until rotation is disabled', async () => {
    const { KeyId } = await createKey();
    const rotation = (): Promise<unknown> => call('GetKeyRotationStatus', { KeyId });

    expect(await rotation()).toMatchObject({ KeyRotationEnabled: false });
    await call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    expect(await rotation()).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 90 });
    await call('EnableKeyRotation', { KeyId });
    expect(await rotation()).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 365 });
    await call('DisableKeyRotation', { KeyId });
    expect(await rotation()).toMatchObject({ KeyRotationEnabled: false });
  });

  it('cannot be used while it waits for its deletion, can be saved, and disappears with its aliases', async () => {
    const { KeyId, Arn } = await createKey();
    const ids = async (): Promise<string[]> =>
      (await call<{ Keys: { KeyId: string }[] }>('ListKeys')).Keys.map((key) => key.KeyId);
    await call('CreateAlias', { AliasName: 'alias/leaving', TargetKeyId: KeyId });

    expect(await call('ScheduleKeyDeletion', { KeyId })).toMatchObject({ KeyState: 'PendingDeletion', PendingWindowInDays: 30 });
    const pending = { code: 'KMSInvalidStateException', message: `${Arn} is pending deletion.` };
    await expect(call('ScheduleKeyDeletion', { KeyId })).rejects.toMatchObject(pending);
    await expect(encrypt(KeyId)).rejects.toMatchObject(pending);
    await expect(call('EnableKey', { KeyId })).rejects.toMatchObject(pending);
    await call('CancelKeyDeletion', { KeyId });
    await call('EnableKey', { KeyId });
    expect(await encrypt(KeyId)).toBeInstanceOf(Uint8Array);

    await call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    clock.advance(7 * DAY_MILLIS - 1);
    await ids();
    expect(await call('DescribeKey', { KeyId: 'alias/leaving' })).toMatchObject({ KeyMetadata: { KeyId } });
    clock.advance(1);
    expect(await ids()).not.toContain(KeyId);
    await expect(call('DescribeKey', { KeyId })).rejects.toMatchObject({
      code: 'NotFoundException',
      message: `Key '${Arn}' does not exist`,
    });
    await expect(call('DescribeKey', { KeyId: 'alias/leaving' })).rejects.toMatchObject({ code: 'NotFoundException' });
  });

  it('is not saved from a deletion that was never scheduled', async () => {
    const { KeyId } = await createKey();

    await expect(call('CancelKeyDeletion', { KeyId })).rejects.toMatchObject({ code: 'KMSInvalidStateException' });
  });
});

describe('an alias', () => {
  it('names one key at a time and is a name of the key in every request', async () => {
    const [first, second] = [await createKey(), await createKey()];
    const AliasName = 'alias/team/data';
    const aliasArn = `arn:aws:kms:us-east-1:000000000000:${AliasName}`;
    await call('CreateAlias', { AliasName, TargetKeyId: first.KeyId });
    const aliases = async (KeyId?: string): Promise<unknown> => (await call('ListAliases', { KeyId }))['Aliases'];

    await expect(call('CreateAlias', { AliasName, TargetKeyId: second.KeyId })).rejects.toMatchObject({
      code: 'AlreadyExistsException',
      message: `An alias with the name ${aliasArn} already exists`,
    });
    expect(await call('DescribeKey', { KeyId: aliasArn })).toMatchObject({ KeyMetadata: { KeyId: first.KeyId } });
    await call('UpdateAlias', { AliasName, TargetKeyId: second.Arn });
    expect(await call('DescribeKey', { KeyId: AliasName })).toMatchObject({ KeyMetadata: { KeyId: second.KeyId } });
    expect(await aliases(first.KeyId)).toEqual([]);
    expect(await aliases(second.KeyId)).toMatchObject([{ AliasName, AliasArn: aliasArn, TargetKeyId: second.KeyId }]);
    await call('DeleteAlias', { AliasName });
    expect(await aliases(second.KeyId)).toEqual([]);
  });

  it('begins with alias/ and not with the prefix of AWS itself', async () => {
    const { KeyId } = await createKey();

    for (const AliasName of ['mine', 'alias/aws/mine', 'alias/with space'])
      await expect(call('CreateAlias', { AliasName, TargetKeyId: KeyId })).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:InvalidAliasName|Validation)Exception$/u),
      });
  });

  it('is neither changed nor deleted unless it exists', async () => {
    const { KeyId } = await createKey();
    const AliasName = 'alias/none';

    await expect(call('UpdateAlias', { AliasName, TargetKeyId: KeyId })).rejects.toMatchObject({ code: 'NotFoundException' });
    await expect(call('DeleteAlias', { AliasName })).rejects.toMatchObject({ code: 'NotFoundException' });
  });
});

describe('a ciphertext', () => {
  it('is opened only by the key that the request names, if it names one', async () => {
    const [first, second] = [await createKey(), await createKey()];
    const CiphertextBlob = await encrypt(first.KeyId);

    const { Plaintext } = await call<{ Plaintext: Uint8Array }>('Decrypt', { CiphertextBlob, KeyId: first.Arn });
    expect(Buffer.from(Plaintext).toString()).toBe('secret');
    await expect(call('Decrypt', { CiphertextBlob, KeyId: second.Arn })).rejects.toMatchObject({ code: 'IncorrectKeyException' });
    for (const invalid of [undefined, Buffer.from('short')])
      await expect(call('Decrypt', { CiphertextBlob: invalid })).rejects.toMatchObject({ code: 'InvalidCiphertextException' });
  });

  it('is encrypted again with another key and another context', async () => {
    const [first, second] = [await createKey(), await createKey()];
    const SourceEncryptionContext = { b: '2', a: '1' };
    const sealed = await encrypt(first.KeyId, { EncryptionContext: { a: '1', b: '2' } });
    const reEncrypt = (more: object): Promise<{ CiphertextBlob: Uint8Array }> =>
      call('ReEncrypt', { CiphertextBlob: sealed, DestinationKeyId: second.KeyId, ...more });

    await expect(reEncrypt({})).rejects.toMatchObject({ code: 'InvalidCiphertextException' });
    const { CiphertextBlob, ...rest } = await reEncrypt({ SourceEncryptionContext, DestinationEncryptionContext: { c: '3' } });
    expect(rest).toMatchObject({ SourceKeyId: first.Arn, KeyId: second.Arn });
    expect(await call('Decrypt', { CiphertextBlob, EncryptionContext: { c: '3' } })).toMatchObject({ KeyId: second.Arn });
  });
});

describe('a data key', () => {
  it.each([
    [{ KeySpec: 'AES_128' }, 16],
    [{ KeySpec: 'AES_256' }, 32],
    [{ NumberOfBytes: 20 }, 20],
  ])('has the size that the request gives: %j', async (size, bytes) => {
    const { KeyId } = await createKey();

    const { Plaintext } = await call<{ Plaintext: Uint8Array }>('GenerateDataKey', { KeyId, ...size });

    expect(Plaintext.byteLength).toBe(bytes);
  });

  it('needs exactly one size', async () => {
    const { KeyId } = await createKey();

    for (const size of [{}, { KeySpec: 'AES_256', NumberOfBytes: 32 }])
      await expect(call('GenerateDataKey', { KeyId, ...size })).rejects.toMatchObject({
        code: 'ValidationException',
        message: 'Please specify either number of bytes or key spec.',
      });
  });
});
