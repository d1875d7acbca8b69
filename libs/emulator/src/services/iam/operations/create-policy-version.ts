import type { CreatePolicyVersionCommandInput, CreatePolicyVersionResponse } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { limitExceeded } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { managedPolicy } from '../managed-policy.ts';
import { checkManagedPolicy } from '../policy-document.ts';
import type { PolicyVersion } from '../policy-store.ts';

/**
 * Adds a version to a managed policy: five at most.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
 */
export function createPolicyVersion(
  iam: Iam,
): OperationHandler<Given<CreatePolicyVersionCommandInput, 'PolicyArn' | 'PolicyDocument'>, CreatePolicyVersionResponse> {
  return ({ PolicyArn, PolicyDocument, SetAsDefault = false }) => {
    const policy = managedPolicy(iam, PolicyArn);
    checkManagedPolicy(PolicyDocument);
    if (policy.versions.length >= 5)
      throw limitExceeded(
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      );
    const now = iam.clock.now();
    const version: PolicyVersion = { id: `v${policy.nextVersion}`, document: PolicyDocument, createdAt: now };
    const changed = {
      ...policy,
      versions: [...policy.versions, version],
      nextVersion: policy.nextVersion + 1,
      defaultVersion: SetAsDefault ? version.id : policy.defaultVersion,
      updatedAt: now,
    };
    iam.policies.put(PolicyArn, changed);
    return { PolicyVersion: { VersionId: version.id, IsDefaultVersion: SetAsDefault, CreateDate: new Date(now) } };
  };
}
