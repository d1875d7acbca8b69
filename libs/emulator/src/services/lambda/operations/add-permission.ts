import { randomUUID } from 'node:crypto';
import type { AddPermissionRequest, AddPermissionResponse } from '@aws-sdk/client-lambda';
import { globalArn } from '../../../core/arn.ts';
import type { Given } from '../../../core/given.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { invalidParameter, resourceConflict } from '../errors.ts';
import { locatePolicy } from '../function-policy.ts';
import { checkRevision, type Functions } from '../functions.ts';

/**
 * Adds a statement to the policy of a function, version or alias.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function addPermission(
  functions: Functions,
): OperationHandler<Given<AddPermissionRequest, 'FunctionName' | 'Action' | 'Principal'>, AddPermissionResponse> {
  return (input, call) => {
    const { key, arn } = locatePolicy(functions, input.FunctionName, input.Qualifier, call);
    const policy = functions.store.policies.get(key);
    if (policy) checkRevision(input.RevisionId, policy.revisionId);
    if (policy?.statements.some(({ Sid }) => Sid === input.StatementId)) {
      throw resourceConflict(
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }
    const equals: Record<string, string> = {
      ...(input.SourceAccount === undefined ? {} : { 'AWS:SourceAccount': input.SourceAccount }),
      ...(input.PrincipalOrgID === undefined ? {} : { 'aws:PrincipalOrgID': input.PrincipalOrgID }),
      ...(input.EventSourceToken === undefined ? {} : { 'lambda:EventSourceToken': input.EventSourceToken }),
      ...(input.FunctionUrlAuthType === undefined ? {} : { 'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType }),
    };
    const condition = {
      ...(Object.keys(equals).length > 0 ? { StringEquals: equals } : {}),
      ...(input.SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
    };
    const statement = {
      Sid: input.StatementId,
      Effect: 'Allow',
      Principal: principal(input.Principal, call),
      Action: input.Action,
      Resource: arn,
      ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
    };
    functions.store.policies.put(key, { statements: [...(policy?.statements ?? []), statement], revisionId: randomUUID() });
    return { Statement: JSON.stringify(statement) };
  };
}

function principal(given: string, call: Call): unknown {
  if (given === '*') return '*';
  if (/^\d{12}$/.test(given)) return { AWS: globalArn('iam', { partition: call.partition, account: given }, 'root') };
  if (given.startsWith('arn:')) return { AWS: given };
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(given)) return { Service: given };
  throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}
