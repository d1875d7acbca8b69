import { randomUUID } from 'node:crypto';
import type { RemovePermissionRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { resourceNotFound } from '../errors.ts';
import { locatePolicy } from '../function-policy.ts';
import { checkRevision, type Functions } from '../functions.ts';

/**
 * Removes a statement from the policy of a function, version or alias.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html
 */
export function removePermission(functions: Functions): OperationHandler<Given<RemovePermissionRequest, 'FunctionName'>, object> {
  return (input, call) => {
    const { key } = locatePolicy(functions, input.FunctionName, input.Qualifier, call);
    const policy = functions.store.policies.get(key);
    const statements = policy?.statements.filter(({ Sid }) => Sid !== input.StatementId) ?? [];
    if (!policy || statements.length === policy.statements.length) {
      throw resourceNotFound(`Statement ${input.StatementId} is not found in resource policy.`);
    }
    checkRevision(input.RevisionId, policy.revisionId);
    if (statements.length === 0) functions.store.policies.delete(key);
    else functions.store.policies.put(key, { statements, revisionId: randomUUID() });
    return {};
  };
}
