import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../../test/test-emulator.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } });
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

describe('IAM', () => {
  let running: TestEmulator;
  let iam: IAMClient;

  beforeAll(async () => {
    running = await startTestEmulator();
    iam = new IAMClient(running.client);
  });

  afterAll(() => running[Symbol.asyncDispose]());

  const createRole = (RoleName: string, more: object = {}) =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, ...more }));

  it('keeps a role as it was made', async () => {
    const { Role } = await createRole('kept', {
      Path: '/team/',
      Description: 'd',
      Tags: [{ Key: 'a', Value: 'b' }],
      MaxSessionDuration: 7200,
    });

    expect(Role).toMatchObject({
      Arn: 'arn:aws:iam::000000000000:role/team/kept',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/u),
      AssumeRolePolicyDocument: encodeURIComponent(TRUST),
      MaxSessionDuration: 7200,
    });
    expect((await iam.send(new GetRoleCommand({ RoleName: 'kept' }))).Role).toMatchObject({
      Description: 'd',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    await expect(createRole('kept')).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'Role with name kept already exists.',
    });
    await expect(iam.send(new GetRoleCommand({ RoleName: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name none cannot be found.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('deletes a role only when nothing hangs on it', async () => {
    const RoleName = 'hung';
    await createRole(RoleName);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument: POLICY }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: BASIC }));

    expect((await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'inline' }))).PolicyDocument).toBe(
      encodeURIComponent(POLICY),
    );
    expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toEqual([
      { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: BASIC },
    ]);
    await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
      message: 'Cannot delete entity, must detach all policies first.',
    });
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: BASIC }));
    await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
      message: 'Cannot delete entity, must delete policies first.',
    });
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'inline' }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('refuses policies that IAM would refuse', async () => {
    const trust = (statement: object) =>
      createRole('refused', { AssumeRolePolicyDocument: JSON.stringify({ Statement: [statement] }) });
    const Principal = { Service: 'lambda.amazonaws.com' };
    await createRole('holder');
    const inline = (PolicyDocument: string) =>
      iam.send(new PutRolePolicyCommand({ RoleName: 'holder', PolicyName: 'p', PolicyDocument }));

    for (const [attempt, message] of [
      [trust({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
      [trust({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Resource: '*' }), 'Has prohibited field Resource'],
      [
        trust({ Effect: 'Allow', Principal, Action: 's3:GetObject' }),
        'AssumeRole policy may only specify STS AssumeRole actions.',
      ],
      [trust({ Effect: 'Maybe', Principal, Action: 'sts:AssumeRole' }), 'Syntax errors in policy.'],
      [
        trust({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:role/none' }, Action: 'sts:AssumeRole' }),
        'Invalid principal in policy: "AWS":"arn:aws:iam::000000000000:role/none"',
      ],
      [inline('{'), 'This policy contains invalid Json'],
      [
        inline(JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject' }] })),
        'Policy statement must contain resources.',
      ],
      [inline(JSON.stringify({ Statement: [{ Effect: 'Allow', Resource: '*' }] })), 'Policy statement must contain actions.'],
      [
        inline(JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'bucket' }] })),
        'Resource bucket must be in ARN format or "*".',
      ],
    ] as const)
      await expect(attempt).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException', message });
  });

  it('keeps managed policies with their versions', async () => {
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'managed', PolicyDocument: POLICY }));
    const PolicyArn = Policy?.Arn;
    await createRole('managed-user');
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'managed-user', PolicyArn }));
    const next = JSON.stringify({ ...JSON.parse(POLICY), Version: '2012-10-17', Id: 'next' });
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: next, SetAsDefault: true }));

    expect((await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }))).PolicyVersion).toMatchObject({
      Document: encodeURIComponent(next),
      IsDefaultVersion: true,
    });
    expect((await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }))).PolicyRoles).toMatchObject([
      { RoleName: 'managed-user' },
    ]);
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({ name: 'DeleteConflictException' });
    await expect(
      iam.send(new AttachRolePolicyCommand({ RoleName: 'managed-user', PolicyArn: 'arn:aws:iam::000000000000:policy/none' })),
    ).rejects.toMatchObject({ message: 'Policy arn:aws:iam::000000000000:policy/none does not exist or is not attachable.' });
  });

  it('lists in pages, and tags', async () => {
    for (const name of ['page-a', 'page-b', 'page-c']) await createRole(name, { Path: '/paged/' });
    const names: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.send(new ListRolesCommand({ PathPrefix: '/paged/', MaxItems: 2, Marker }));
      names.push(...(page.Roles ?? []).map(({ RoleName }) => RoleName));
      Marker = page.Marker;
    } while (Marker !== undefined);
    await iam.send(new TagRoleCommand({ RoleName: 'page-a', Tags: [{ Key: 'Team', Value: 'a' }] }));
    await iam.send(new TagRoleCommand({ RoleName: 'page-a', Tags: [{ Key: 'team', Value: 'b' }] }));

    expect(names).toEqual(['page-a', 'page-b', 'page-c']);
    expect((await iam.send(new ListRoleTagsCommand({ RoleName: 'page-a' }))).Tags).toEqual([{ Key: 'team', Value: 'b' }]);
  });
});
