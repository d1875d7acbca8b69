import type { ListAccountAliasesCommandInput, ListAccountAliasesResponse } from '@aws-sdk/client-iam';
import type { OperationHandler } from '../../../core/service.ts';

/**
 * Lists the aliases of the account: always none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html
 */
export function listAccountAliases(): OperationHandler<ListAccountAliasesCommandInput, ListAccountAliasesResponse> {
  return () => ({ AccountAliases: [], IsTruncated: false });
}
