import type { CreatePolicyCommandInput, CreatePolicyResponse } from '@aws-sdk/client-iam';
import { base32 } from '../../../core/access-keys.ts';
import { globalArn } from '../../../core/arn.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { mergeTags, tagList, tagsFromList } from '../../../core/tags.ts';
import { entityAlreadyExists } from '../errors.ts';
import { allRoles, type Iam } from '../iam.ts';
import { checkManagedPolicy } from '../policy-document.ts';
import { policyShape } from '../policy-shape.ts';
import type { ManagedPolicy } from '../policy-store.ts';
import { TAG_RULES } from '../tag-stores.ts';

/**
 * Creates a customer managed policy with its first version.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export function createPolicy(
  iam: Iam,
): OperationHandler<Given<CreatePolicyCommandInput, 'PolicyName' | 'PolicyDocument'>, CreatePolicyResponse> {
  return ({ PolicyName, Path = '/', PolicyDocument, Description, Tags = [] }) => {
    const arn = globalArn('iam', iam, `policy${Path}${PolicyName}`);
    if (iam.policies.list().some(({ value }) => value.name.toLowerCase() === PolicyName.toLowerCase()))
      throw entityAlreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`);
    checkManagedPolicy(PolicyDocument);
    const now = iam.clock.now();
    const policy: ManagedPolicy = {
      name: PolicyName,
      arn,
      id: `ANPA${base32(17)}`,
      path: Path,
      ...(Description !== undefined && { description: Description }),
      defaultVersion: 'v1',
      versions: [{ id: 'v1', document: PolicyDocument, createdAt: now }],
      nextVersion: 2,
      tags: tagList(mergeTags({}, tagsFromList(Tags), TAG_RULES)),
      createdAt: now,
      updatedAt: now,
    };
    iam.policies.put(arn, policy);
    return { Policy: policyShape(policy, allRoles(iam)) };
  };
}
