import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { onlyWhen, type PipelineSettings } from '../settings.ts';
import type { FilePublication } from './file-publication.ts';
import { allow, policyDocument, type ServiceRole } from './service-role.ts';

/** Roles that work with encrypted data. */
export interface KeyAccessProps {
  readonly settings: PipelineSettings;
  /** The role of SageMaker and those of the machines: they use the key, and grant it to SageMaker's volumes. */
  readonly granters: readonly ServiceRole[];
  /** The roles of the functions, which use the key, and what writes with it while the stack is made. @default - only machines and SageMaker use it */
  readonly functions?: { readonly roles: readonly ServiceRole[]; readonly publication: FilePublication };
}

/**
 * Permissions of the roles on the customer's key, where one is given. The key's own policy must let the account's policies decide.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export class KeyAccess extends Construct {
  /** Logical name of the policy that exists before an execution starts, and until SageMaker has deleted encrypted resources. @default - no key */
  readonly policyName: string | undefined;
  /** The policy as a resource, where the key is known at synthesis. */
  readonly policy: CfnPolicy | undefined;

  constructor(scope: Construct, id: string, { settings, granters, functions }: KeyAccessProps) {
    super(scope, id);
    const key = settings.kmsKeyArn;
    const given = settings.given(key);
    if (given === false) return;
    if (functions) {
      const use = new CfnPolicy(this, 'Use', {
        policyName: 'use-key',
        roles: functions.roles.map(({ name }) => name),
        policyDocument: policyDocument([allow(['kms:Decrypt', 'kms:GenerateDataKey'], key)]),
      });
      onlyWhen(use, given);
      // Publishing encrypts: its function must be allowed to before.
      functions.publication.addPropertyOverride('After', settings.when(key, use.ref, ''));
    }
    const grant = new CfnPolicy(this, 'Grant', {
      policyName: 'grant-key',
      roles: granters.map(({ name }) => name),
      policyDocument: policyDocument([
        allow('kms:CreateGrant', key, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
        allow(['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], key),
      ]),
    });
    onlyWhen(grant, given);
    this.policyName = grant.ref;
    this.policy = given === true ? grant : undefined;
  }
}
