import { randomBytes, randomUUID } from 'node:crypto';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { invalidState, type Key, type KeyStore } from '../key-store.ts';

const DAY_MILLIS = 86_400_000;

interface TagShape {
  readonly TagKey: string;
  readonly TagValue: string;
}

interface CreateKeyInput {
  readonly Policy?: string;
  readonly Description?: string;
  readonly KeySpec?: string;
  readonly KeyUsage?: string;
  readonly Origin?: string;
  readonly MultiRegion?: boolean;
  readonly CustomKeyStoreId?: string;
  readonly Tags?: readonly TagShape[];
}

/** What operations name a key by. */
interface KeyInput {
  readonly KeyId?: string;
}

/** Operations on keys. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export function keyOperations(store: KeyStore, clock: Clock): Record<string, OperationHandler> {
  const change = (input: KeyInput, call: Call, changes: Partial<Key>): Key => {
    const key = { ...store.get(input.KeyId, call), ...changes };
    store.put(key);
    return key;
  };
  return {
    CreateKey: (input: CreateKeyInput, call) => {
      const { KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT', Origin = 'AWS_KMS' } = input;
      if (KeySpec !== 'SYMMETRIC_DEFAULT') throw notServed(`KMS's KeySpec ${KeySpec}`);
      if (KeyUsage !== 'ENCRYPT_DECRYPT') throw notServed(`KMS's KeyUsage ${KeyUsage}`);
      if (Origin !== 'AWS_KMS') throw notServed(`KMS's Origin ${Origin}`);
      if (input.CustomKeyStoreId !== undefined) throw notServed("KMS's CustomKeyStoreId");
      const id = randomUUID();
      const { region, account, partition } = call;
      const key: Key = {
        id,
        arn: `arn:${partition}:kms:${region}:${account}:key/${id}`,
        region,
        account,
        description: input.Description ?? '',
        state: 'Enabled',
        policy: checkedPolicy(input.Policy) ?? defaultPolicy(call),
        rotates: false,
        rotationDays: 365,
        multiRegion: input.MultiRegion ?? false,
        tags: Object.fromEntries((input.Tags ?? []).map(({ TagKey, TagValue }) => [TagKey, TagValue])),
        material: randomBytes(32).toString('base64'),
        createdAt: clock.now(),
      };
      store.put(key);
      return { KeyMetadata: metadataOf(key) };
    },
    DescribeKey: (input: KeyInput, call) => ({ KeyMetadata: metadataOf(store.get(input.KeyId, call)) }),
    ListKeys: (_input, call) => ({
      Keys: store.list(call, clock.now()).map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })),
      Truncated: false,
    }),
    EnableKey: (input: KeyInput, call) => {
      store.usableOrDisabled(input.KeyId, call);
      change(input, call, { state: 'Enabled' });
    },
    DisableKey: (input: KeyInput, call) => {
      store.usableOrDisabled(input.KeyId, call);
      change(input, call, { state: 'Disabled' });
    },
    UpdateKeyDescription: (input: KeyInput & { Description?: string }, call) => {
      change(input, call, { description: input.Description ?? '' });
    },
    ScheduleKeyDeletion: (input: KeyInput & { PendingWindowInDays?: number }, call) => {
      const days = input.PendingWindowInDays ?? 30;
      if (store.get(input.KeyId, call).state === 'PendingDeletion')
        throw invalidState(`${store.get(input.KeyId, call).arn} is pending deletion.`);
      const deletionAt = clock.now() + days * DAY_MILLIS;
      const key = change(input, call, { state: 'PendingDeletion', deletionAt });
      return { KeyId: key.arn, DeletionDate: new Date(deletionAt), KeyState: key.state, PendingWindowInDays: days };
    },
    CancelKeyDeletion: (input: KeyInput, call) => {
      const { deletionAt: _deletionAt, ...key } = store.get(input.KeyId, call);
      if (key.state !== 'PendingDeletion') throw invalidState(`${key.arn} is not pending deletion.`);
      store.put({ ...key, state: 'Disabled' });
      return { KeyId: key.arn };
    },
    EnableKeyRotation: (input: KeyInput & { RotationPeriodInDays?: number }, call) => {
      change(input, call, { rotates: true, rotationDays: input.RotationPeriodInDays ?? 365 });
    },
    DisableKeyRotation: (input: KeyInput, call) => {
      change(input, call, { rotates: false });
    },
    GetKeyRotationStatus: (input: KeyInput, call) => {
      const { rotates, rotationDays, arn } = store.get(input.KeyId, call);
      return { KeyId: arn, KeyRotationEnabled: rotates, ...(rotates ? { RotationPeriodInDays: rotationDays } : {}) };
    },
    GetKeyPolicy: (input: KeyInput, call) => ({ Policy: store.get(input.KeyId, call).policy, PolicyName: 'default' }),
    PutKeyPolicy: (input: KeyInput & { Policy?: string }, call) => {
      change(input, call, { policy: checkedPolicy(input.Policy) ?? defaultPolicy(call) });
    },
    ListKeyPolicies: (input: KeyInput, call) => {
      store.get(input.KeyId, call);
      return { PolicyNames: ['default'], Truncated: false };
    },
    ListGrants: (input: KeyInput, call) => {
      store.get(input.KeyId, call);
      return { Grants: [], Truncated: false };
    },
    TagResource: (input: KeyInput & { Tags?: readonly TagShape[] }, call) => {
      const added = Object.fromEntries((input.Tags ?? []).map(({ TagKey, TagValue }) => [TagKey, TagValue]));
      change(input, call, { tags: { ...store.get(input.KeyId, call).tags, ...added } });
    },
    UntagResource: (input: KeyInput & { TagKeys?: readonly string[] }, call) => {
      const kept = Object.entries(store.get(input.KeyId, call).tags).filter(([name]) => !input.TagKeys?.includes(name));
      change(input, call, { tags: Object.fromEntries(kept) });
    },
    ListResourceTags: (input: KeyInput, call) => ({
      Tags: Object.entries(store.get(input.KeyId, call).tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      Truncated: false,
    }),
  };
}

function metadataOf(key: Key): object {
  return {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: new Date(key.createdAt),
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: key.state,
    ...(key.deletionAt === undefined ? {} : { DeletionDate: new Date(key.deletionAt) }),
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: key.multiRegion,
  };
}

function checkedPolicy(policy: string | undefined): string | undefined {
  if (policy === undefined) return undefined;
  try {
    const { Statement } = JSON.parse(policy) as { Statement?: unknown };
    if (Statement !== undefined) return policy;
  } catch {
    // Refused below.
  }
  throw new AwsError({ code: 'MalformedPolicyDocumentException', message: 'The new key policy is not valid JSON.' });
}

function defaultPolicy({ partition, account }: Call): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
}
