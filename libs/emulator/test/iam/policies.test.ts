import { beforeAll, describe, expect, it } from 'vitest';
import { serviceCall } from '../service-call.ts';
import { trustOf } from '../test-emulator.ts';

const call = serviceCall('iam');

const DOCUMENT = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});
const OTHER = DOCUMENT.replace('GetObject', 'PutObject');

const createPolicy = async (PolicyName: string, more: object = {}): Promise<string> =>
  (await call<{ Policy: { Arn: string } }>('CreatePolicy', { PolicyName, PolicyDocument: DOCUMENT, ...more })).Policy.Arn;
const createRole = (RoleName: string, more: object = {}): Promise<unknown> =>
  call('CreateRole', { RoleName, AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com'), ...more });

describe('a managed policy', () => {
  it('has a name that no other one has, in any case of letters', async () => {
    await createPolicy('Unique');

    await expect(createPolicy('uNIQUE', { Path: '/other/' })).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'A policy called uNIQUE already exists. Duplicate names are not allowed.',
    });
  });

  it('has five versions at most, one of which is the default and cannot be deleted', async () => {
    const PolicyArn = await createPolicy('versioned', { Description: 'd' });
    const add = (more: object = {}): Promise<unknown> =>
      call('CreatePolicyVersion', { PolicyArn, PolicyDocument: OTHER, ...more });
    for (let version = 2; version <= 5; version += 1)
      expect(await add({ SetAsDefault: version === 2 })).toMatchObject({
        PolicyVersion: { VersionId: `v${version}`, IsDefaultVersion: version === 2 },
      });

    await expect(add()).rejects.toMatchObject({ code: 'LimitExceeded' });
    expect(await call('GetPolicy', { PolicyArn })).toMatchObject({ Policy: { DefaultVersionId: 'v2', Description: 'd' } });
    await expect(call('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' })).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete the default version of a policy.',
    });
    await call('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' });
    await call('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' });
    await expect(call('GetPolicyVersion', { PolicyArn, VersionId: 'v2' })).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: `Policy ${PolicyArn} version v2 does not exist or is not attachable.`,
    });
    expect(await call('ListPolicyVersions', { PolicyArn })).toMatchObject({
      Versions: ['v5', 'v4', 'v3', 'v1'].map((VersionId) => ({ VersionId, IsDefaultVersion: VersionId === 'v1' })),
    });
    await expect(call('DeletePolicy', { PolicyArn })).rejects.toMatchObject({ code: 'DeleteConflict' });
  });

  it('is found by its path and by being attached, and not deleted as long as a role has it', async () => {
    const attached = await createPolicy('attached', { Path: '/found/' });
    const loose = await createPolicy('loose', { Path: '/found/' });
    await createRole('attaching');
    await call('AttachRolePolicy', { RoleName: 'attaching', PolicyArn: attached });
    await call('AttachRolePolicy', { RoleName: 'attaching', PolicyArn: attached });
    const list = async (more: object): Promise<string[]> =>
      (
        await call<{ Policies: { Arn: string }[] }>('ListPolicies', { Scope: 'Local', PathPrefix: '/found/', ...more })
      ).Policies.map(({ Arn }) => Arn);

    expect(await list({})).toEqual([attached, loose]);
    expect(await list({ OnlyAttached: true })).toEqual([attached]);
    await expect(list({ Scope: 'AWS' })).rejects.toThrow('IAM ListPolicies with Scope AWS');
    await expect(call('DeletePolicy', { PolicyArn: attached })).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete a policy attached to entities.',
    });
    expect(await call('ListEntitiesForPolicy', { PolicyArn: attached })).toMatchObject({
      PolicyRoles: [{ RoleName: 'attaching' }],
    });
    await call('DetachRolePolicy', { RoleName: 'attaching', PolicyArn: attached });
    await expect(call('DetachRolePolicy', { RoleName: 'attaching', PolicyArn: attached })).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });
    await call('DeletePolicy', { PolicyArn: attached });
    expect(await list({})).toEqual([loose]);
    await expect(call('GetPolicy', { PolicyArn: attached })).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('has tags whose keys differ in more than the case of letters', async () => {
    const PolicyArn = await createPolicy('tagged', { Tags: [{ Key: 'Team', Value: 'a' }] });
    const tags = async (): Promise<unknown> => (await call('ListPolicyTags', { PolicyArn }))['Tags'];

    await call('TagPolicy', { PolicyArn, Tags: [{ Key: 'team', Value: 'b' }] });
    expect(await tags()).toEqual([{ Key: 'team', Value: 'b' }]);
    await call('UntagPolicy', { PolicyArn, TagKeys: ['TEAM'] });
    expect(await tags()).toEqual([]);
  });
});

describe('a role', () => {
  it('has ten attached policies at most, listed by the path of the policies', async () => {
    await createRole('full');
    for (let index = 0; index < 10; index += 1)
      await call('AttachRolePolicy', {
        RoleName: 'full',
        PolicyArn: await createPolicy(`full-${index}`, { Path: `/p${index % 2}/` }),
      });
    const PolicyArn = await createPolicy('full-more');

    await expect(call('AttachRolePolicy', { RoleName: 'full', PolicyArn })).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for PoliciesPerRole: 10',
    });
    const { AttachedPolicies } = await call<{ AttachedPolicies: { PolicyName: string }[] }>('ListAttachedRolePolicies', {
      RoleName: 'full',
      PathPrefix: '/p1/',
    });
    expect(AttachedPolicies.map(({ PolicyName }) => PolicyName)).toEqual([1, 3, 5, 7, 9].map((index) => `full-${index}`));
  });

  it('is not given a policy that does not exist', async () => {
    await createRole('careful');
    const attach = (PolicyArn: string): Promise<unknown> => call('AttachRolePolicy', { RoleName: 'careful', PolicyArn });

    await expect(attach('arn:aws:iam::000000000000:policy/none')).rejects.toMatchObject({ code: 'NoSuchEntity' });
    await expect(attach('arn:aws:iam::aws:policy/NoSuchPolicy')).rejects.toThrow(
      'The policy arn:aws:iam::aws:policy/NoSuchPolicy, which AWS keeps,',
    );
    await expect(attach('arn:aws:s3:::bucket/policy/none')).rejects.toMatchObject({ code: 'ValidationError' });
  });

  it('has a boundary until it is removed', async () => {
    const PermissionsBoundary = await createPolicy('boundary');
    await createRole('bounded', { PermissionsBoundary });
    const boundary = async (): Promise<unknown> =>
      (await call<{ Role: { PermissionsBoundary?: object } }>('GetRole', { RoleName: 'bounded' })).Role.PermissionsBoundary;

    expect(await boundary()).toMatchObject({ PermissionsBoundaryArn: PermissionsBoundary });
    expect(await call('GetPolicy', { PolicyArn: PermissionsBoundary })).toMatchObject({
      Policy: { PermissionsBoundaryUsageCount: 1 },
    });
    await call('DeleteRolePermissionsBoundary', { RoleName: 'bounded' });
    expect(await boundary()).toBeUndefined();
    await call('PutRolePermissionsBoundary', { RoleName: 'bounded', PermissionsBoundary });
    expect(await boundary()).toMatchObject({ PermissionsBoundaryArn: PermissionsBoundary });
    await expect(call('DeletePolicy', { PolicyArn: PermissionsBoundary })).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete a policy attached to entities.',
    });
    await call('DeleteRolePermissionsBoundary', { RoleName: 'bounded' });
    await call('DeletePolicy', { PolicyArn: PermissionsBoundary });
    await expect(call('GetPolicy', { PolicyArn: PermissionsBoundary })).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('has inline policies of 10,240 characters together', async () => {
    await createRole('inline');
    const Resource = Array.from({ length: 200 }, (_, index) => `arn:aws:s3:::bucket-${String(index).padStart(16, '0')}`);
    const PolicyDocument = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:*', Resource }] });
    const put = (PolicyName: string): Promise<unknown> =>
      call('PutRolePolicy', { RoleName: 'inline', PolicyName, PolicyDocument });

    await put('one');
    await put('one');
    await expect(put('two')).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Maximum policy size of 10240 bytes exceeded for role inline',
    });
    expect(await call('ListRolePolicies', { RoleName: 'inline' })).toMatchObject({ PolicyNames: ['one'] });
    await call('DeleteRolePolicy', { RoleName: 'inline', PolicyName: 'one' });
    for (const operation of ['GetRolePolicy', 'DeleteRolePolicy'])
      await expect(call(operation, { RoleName: 'inline', PolicyName: 'one' })).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('changes its description, its longest session and its trust, each by itself', async () => {
    await createRole('changing', { Description: 'first' });
    const role = async (): Promise<unknown> => (await call('GetRole', { RoleName: 'changing' }))['Role'];

    await call('UpdateRole', { RoleName: 'changing', MaxSessionDuration: 7200 });
    expect(await role()).toMatchObject({ Description: 'first', MaxSessionDuration: 7200 });
    await call('UpdateRole', { RoleName: 'changing', Description: 'second' });
    expect(await role()).toMatchObject({ Description: 'second', MaxSessionDuration: 7200 });
    await call('UpdateRoleDescription', { RoleName: 'changing', Description: 'third' });
    const PolicyDocument = trustOf('states.amazonaws.com');
    await call('UpdateAssumeRolePolicy', { RoleName: 'changing', PolicyDocument });
    expect(await role()).toMatchObject({ Description: 'third', AssumeRolePolicyDocument: encodeURIComponent(PolicyDocument) });
  });

  it('keeps tags until they are removed', async () => {
    await createRole('labelled', { Tags: [{ Key: 'a', Value: '1' }] });

    await call('TagRole', { RoleName: 'labelled', Tags: [{ Key: 'b', Value: '2' }] });
    await call('UntagRole', { RoleName: 'labelled', TagKeys: ['A'] });

    expect(await call('ListRoleTags', { RoleName: 'labelled' })).toMatchObject({ Tags: [{ Key: 'b', Value: '2' }] });
  });
});

describe('the account', () => {
  interface Details {
    readonly RoleDetailList: { readonly RoleName: string }[];
    readonly Policies: { readonly PolicyName: string }[];
    readonly IsTruncated: boolean;
    readonly Marker?: string;
  }
  const details = (input: object = {}): Promise<Details> => call('GetAccountAuthorizationDetails', input);

  beforeAll(async () => {
    const PermissionsBoundary = await createPolicy('detailed-policy');
    await createRole('detailed-role', { PermissionsBoundary, Path: '/detailed/' });
    await call('AttachRolePolicy', { RoleName: 'detailed-role', PolicyArn: PermissionsBoundary });
    await call('PutRolePolicy', { RoleName: 'detailed-role', PolicyName: 'own', PolicyDocument: DOCUMENT });
  });

  it('is described with the documents of its roles and policies, or of one kind of them', async () => {
    const arn = 'arn:aws:iam::000000000000:policy/detailed-policy';
    const roles = await details({ Filter: ['Role'] });
    const policies = await details({ Filter: ['LocalManagedPolicy'] });

    expect(roles.Policies).toEqual([]);
    expect(roles.RoleDetailList.find(({ RoleName }) => RoleName === 'detailed-role')).toMatchObject({
      RolePolicyList: [{ PolicyName: 'own', PolicyDocument: encodeURIComponent(DOCUMENT) }],
      AttachedManagedPolicies: [{ PolicyName: 'detailed-policy', PolicyArn: arn }],
      PermissionsBoundary: { PermissionsBoundaryArn: arn },
    });
    expect(policies.RoleDetailList).toEqual([]);
    expect(policies.Policies.find(({ PolicyName }) => PolicyName === 'detailed-policy')).toMatchObject({
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: encodeURIComponent(DOCUMENT) }],
    });
  });

  it('is described page by page, by markers that belong to the same request', async () => {
    const all = await details();
    const names: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await details({ MaxItems: 2, Marker });
      names.push(...page.RoleDetailList.map(({ RoleName }) => RoleName), ...page.Policies.map(({ PolicyName }) => PolicyName));
      ({ Marker } = page);
    } while (Marker !== undefined);

    expect(names).toEqual([
      ...all.RoleDetailList.map(({ RoleName }) => RoleName),
      ...all.Policies.map(({ PolicyName }) => PolicyName),
    ]);
    const first = await details({ MaxItems: 1 });
    await expect(call('ListRoles', { Marker: first.Marker })).rejects.toMatchObject({
      code: 'ValidationError',
      message: `Invalid Marker: ${first.Marker}`,
    });
  });

  it('lists roles by their path', async () => {
    expect(await call('ListRoles', { PathPrefix: '/detailed/' })).toMatchObject({
      Roles: [{ RoleName: 'detailed-role' }],
      IsTruncated: false,
    });
  });

  it('has neither aliases nor instance profiles', async () => {
    expect(await call('ListAccountAliases')).toMatchObject({ AccountAliases: [] });
    expect(await call('ListInstanceProfilesForRole', { RoleName: 'detailed-role' })).toMatchObject({ InstanceProfiles: [] });
  });
});

describe('a policy simulation', () => {
  const decisions = async (operation: string, input: object): Promise<string[]> =>
    (await call<{ EvaluationResults: { EvalDecision: string }[] }>(operation, input)).EvaluationResults.map(
      ({ EvalDecision }) => EvalDecision,
    );

  it('decides by the policies of a request, its boundary, its resource policy and its context', async () => {
    const policyFor = (statement: object): string => JSON.stringify({ Statement: [statement] });
    const tagged = policyFor({
      Effect: 'Allow',
      Action: 's3:*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'data' } },
    });
    const simulate = (more: object): Promise<string[]> =>
      decisions('SimulateCustomPolicy', {
        PolicyInputList: [tagged],
        ActionNames: ['s3:GetObject', 's3:PutObject'],
        ContextEntries: [{ ContextKeyName: 'aws:PrincipalTag/team', ContextKeyValues: ['data'], ContextKeyType: 'string' }],
        ...more,
      });

    expect(await simulate({})).toEqual(['allowed', 'allowed']);
    expect(await simulate({ ContextEntries: undefined })).toEqual(['implicitDeny', 'implicitDeny']);
    expect(await simulate({ PermissionsBoundaryPolicyInputList: [DOCUMENT] })).toEqual(['allowed', 'implicitDeny']);
    expect(
      await simulate({
        ResourceArns: ['arn:aws:s3:::b/k'],
        ResourcePolicy: policyFor({ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' }),
      }),
    ).toEqual(['allowed', 'explicitDeny']);
    expect(
      await simulate({
        PolicyInputList: [
          policyFor({
            Effect: 'Allow',
            Action: '*',
            Resource: '*',
            Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
          }),
        ],
        ContextEntries: [{ ContextKeyName: 'aws:TagKeys', ContextKeyValues: ['a', 'c'], ContextKeyType: 'stringList' }],
      }),
    ).toEqual(['implicitDeny', 'implicitDeny']);
  });

  it('adds the policies of a request to those of a role that exists', async () => {
    await createRole('simulated');
    await call('PutRolePolicy', { RoleName: 'simulated', PolicyName: 'own', PolicyDocument: DOCUMENT });
    const simulate = (name: string, more: object = {}): Promise<string[]> =>
      decisions('SimulatePrincipalPolicy', {
        PolicySourceArn: `arn:aws:iam::000000000000:role/${name}`,
        ActionNames: ['s3:GetObject', 's3:PutObject'],
        ...more,
      });

    expect(await simulate('simulated')).toEqual(['allowed', 'implicitDeny']);
    expect(await simulate('simulated', { PolicyInputList: [OTHER] })).toEqual(['allowed', 'allowed']);
    await expect(simulate('absent')).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: 'The role with name absent cannot be found.',
    });
  });
});
