import type { ListRolesCommandInput, ListRolesResponse } from '@aws-sdk/client-iam';
import type { OperationHandler } from '../../../core/service.ts';
import type { Iam } from '../iam.ts';
import { listingOf } from '../listing.ts';
import { roleShape } from '../role-shape.ts';

/**
 * Lists the roles.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export function listRoles(iam: Iam): OperationHandler<ListRolesCommandInput, ListRolesResponse> {
  return ({ PathPrefix = '/', ...paging }) => {
    const roles = iam.roles.list().filter(({ value }) => value.path.startsWith(PathPrefix));
    const { page, ...rest } = listingOf(roles, {
      ...paging,
      list: `ListRoles ${PathPrefix}`,
      keyOf: ({ key }) => key,
      isSorted: true,
    });
    return {
      Roles: page.map(({ value }) => {
        const { Tags: _tags, PermissionsBoundary: _boundary, ...shape } = roleShape(value);
        return shape;
      }),
      ...rest,
    };
  };
}
