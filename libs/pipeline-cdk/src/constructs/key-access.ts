import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { onlyWhen, type PipelineSettings } from '../settings.ts';
import type { FilePublication } from './file-publication.ts';
import { allow, policyDocument, type ServiceRole } from './service-role.ts';

/** Who works with encrypted data. */
export interface KeyAccessProps {
  readonly settings: PipelineSettings;
  /** The role of SageMaker and the role of the machine first: they give the key on to SageMaker's volumes. */
  readonly users: readonly [execution: ServiceRole, pipeline: ServiceRole, ...others: ServiceRole[]];
  /** What writes with the key while the stack is made. */
  readonly publication: FilePublication;
}

/**
 * What the roles may do with the customer's key; there only where one is given. The key's own policy must let the account's policies decide.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export class KeyAccess extends Construct {
  constructor(scope: Construct, id: string, { settings, users, publication }: KeyAccessProps) {
    super(scope, id);
    const key = settings.kmsKeyArn;
    const given = settings.given(key);
    if (given === false) return;
    const use = new CfnPolicy(this, 'Use', {
      policyName: 'use-key',
      roles: users.map(({ name }) => name),
      policyDocument: policyDocument([allow(['kms:Decrypt', 'kms:GenerateDataKey'], key)]),
    });
    const grant = new CfnPolicy(this, 'Grant', {
      policyName: 'grant-key',
      roles: users.slice(0, 2).map(({ name }) => name),
      policyDocument: policyDocument([
        allow('kms:CreateGrant', key, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
        allow('kms:DescribeKey', key),
      ]),
    });
    for (const policy of [use, grant]) onlyWhen(policy, given);
    // Publishing encrypts: its function must be allowed to before.
    if (given === true) publication.addResourceDependency(use);
  }
}
