import { snapshotOf } from './resource-operations.ts';
import type { Stacks } from './stacks.ts';
import type { Template } from './template/template.ts';
import { validationError } from './template/validation-error.ts';

/**
 * Refuses a template that gives a resource of a stack another type: a resource of another type takes another logical id.
 *
 * @throws AwsError `ValidationError` in CloudFormation's words
 */
export function refuseTypeChanges(stacks: Stacks, stackId: string, { resources }: Template): void {
  const changed = stacks
    .resources(stackId)
    .filter(({ logicalId, type, status }) => {
      const wanted = resources[logicalId]?.Type;
      return wanted !== undefined && wanted !== type && !status.startsWith('DELETE_');
    })
    .filter((record) => snapshotOf(record) !== null);
  if (changed.length === 0) return;
  throw validationError(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed
      .map(({ logicalId }) => logicalId)
      .join(', ')}]`,
  );
}
