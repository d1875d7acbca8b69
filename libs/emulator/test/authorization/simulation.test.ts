import {
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, deny, GuardedAccount, policy } from './guarded-account.ts';

describe('the simulation of policies', () => {
  let account: GuardedAccount;
  let iam: IAMClient;
  let roleArn: string;

  beforeAll(async () => {
    account = await GuardedAccount.open();
    iam = new IAMClient(account.client);
    roleArn = await account.role('worker', [
      allow('s3:GetObject', 'arn:aws:s3:::data/*'),
      deny('s3:GetObject', 'arn:aws:s3:::data/secret'),
    ]);
  });
  afterAll(() => account[Symbol.asyncDispose]());

  it('decides as calls are decided: by a role’s policies, and by those that are given beside them', async () => {
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: roleArn,
        PolicyInputList: [policy(allow('s3:PutObject', 'arn:aws:s3:::data/*'))],
        ActionNames: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        ResourceArns: ['arn:aws:s3:::data/a', 'arn:aws:s3:::data/secret'],
      }),
    );

    expect(
      EvaluationResults?.map(({ EvalActionName, EvalResourceName, EvalDecision }) => [
        EvalActionName,
        EvalResourceName,
        EvalDecision,
      ]),
    ).toEqual([
      ['s3:GetObject', 'arn:aws:s3:::data/a', 'allowed'],
      ['s3:GetObject', 'arn:aws:s3:::data/secret', 'explicitDeny'],
      ['s3:PutObject', 'arn:aws:s3:::data/a', 'allowed'],
      ['s3:PutObject', 'arn:aws:s3:::data/secret', 'allowed'],
      ['s3:DeleteObject', 'arn:aws:s3:::data/a', 'implicitDeny'],
      ['s3:DeleteObject', 'arn:aws:s3:::data/secret', 'implicitDeny'],
    ]);
  });

  it('takes the values of condition keys, and boundaries', async () => {
    const decide = async (region: string): Promise<unknown> => {
      const { EvaluationResults } = await iam.send(
        new SimulateCustomPolicyCommand({
          PolicyInputList: [policy(allow('*', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }))],
          PermissionsBoundaryPolicyInputList: [policy(allow('s3:*'))],
          ActionNames: ['s3:ListAllMyBuckets', 'sns:ListTopics'],
          ContextEntries: [{ ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string', ContextKeyValues: [region] }],
        }),
      );
      return EvaluationResults?.map(({ EvalDecision, PermissionsBoundaryDecisionDetail: boundary }) => [
        EvalDecision,
        boundary?.AllowedByPermissionsBoundary,
      ]);
    };

    expect(await decide('eu-west-1')).toEqual([
      ['allowed', true],
      ['implicitDeny', false],
    ]);
    expect(await decide('us-east-1')).toEqual([
      ['implicitDeny', true],
      ['implicitDeny', true],
    ]);
  });

  it('refuses a role that is not there and a policy that is none', async () => {
    const input = { ActionNames: ['s3:GetObject'] };
    const missing = new SimulatePrincipalPolicyCommand({ ...input, PolicySourceArn: 'arn:aws:iam::000000000000:role/none' });

    await expect(iam.send(missing)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await expect(iam.send(new SimulateCustomPolicyCommand({ ...input, PolicyInputList: ['{'] }))).rejects.toThrow(/invalid Json/);
  });

  it('stands beside the account’s roles and policies as a whole', async () => {
    const { Policy } = await account.root<{ Policy: { Arn: string } }>('iam', 'CreatePolicy', {
      PolicyName: 'shared',
      PolicyDocument: policy(allow('sns:*')),
    });
    await account.root('iam', 'AttachRolePolicy', { RoleName: 'worker', PolicyArn: Policy.Arn });

    const { RoleDetailList, Policies } = await iam.send(new GetAccountAuthorizationDetailsCommand({}));

    expect(RoleDetailList).toMatchObject([
      {
        RoleName: 'worker',
        AttachedManagedPolicies: [{ PolicyName: 'shared' }],
        RolePolicyList: [{ PolicyName: 'permissions' }],
      },
    ]);
    expect(Policies).toMatchObject([{ PolicyName: 'shared', AttachmentCount: 1, PolicyVersionList: [{ VersionId: 'v1' }] }]);
  });

  it('refuses to attach a policy of AWS whose content is not known here, by its name', async () => {
    const attach = account.root('iam', 'AttachRolePolicy', {
      RoleName: 'worker',
      PolicyArn: 'arn:aws:iam::aws:policy/AmazonBraketFullAccess',
    });

    await expect(attach).rejects.toThrow(
      'The policy arn:aws:iam::aws:policy/AmazonBraketFullAccess, which AWS keeps, is not served',
    );
  });
});
