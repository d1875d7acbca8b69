import { randomUUID } from 'node:crypto';
import type {
  AddPermissionRequest,
  AddPermissionResponse,
  GetPolicyRequest,
  GetPolicyResponse,
  RemovePermissionRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { functionArn, invalidParameter } from '../function-name.ts';
import { checkRevision, type Functions } from '../functions.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export function addPermission(functions: Functions): OperationHandler<AddPermissionRequest, AddPermissionResponse> {
  return (input, call) => {
    const { key, arn } = locate(functions, input.FunctionName ?? '', input.Qualifier, call);
    const policy = functions.store.policies.get(key);
    if (policy) checkRevision(input.RevisionId, policy.revisionId);
    if (policy?.statements.some(({ Sid }) => Sid === input.StatementId)) {
      throw new AwsError({
        code: 'ResourceConflictException',
        message: `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        httpStatus: 409,
        members: { Type: 'User' },
      });
    }
    if (!/^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/.test(input.Action ?? '')) {
      throw invalidParameter(`1 validation error detected: Value '${input.Action}' at 'action' failed to satisfy constraint`);
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
      Principal: principal(input.Principal ?? '', call),
      Action: input.Action,
      Resource: arn,
      ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
    };
    functions.store.policies.put(key, { statements: [...(policy?.statements ?? []), statement], revisionId: randomUUID() });
    return { Statement: JSON.stringify(statement) };
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export function removePermission(functions: Functions): OperationHandler<RemovePermissionRequest, object> {
  return (input, call) => {
    const { key } = locate(functions, input.FunctionName ?? '', input.Qualifier, call);
    const policy = functions.store.policies.get(key);
    const statements = policy?.statements.filter(({ Sid }) => Sid !== input.StatementId) ?? [];
    if (!policy || statements.length === policy.statements.length) {
      throw notFound(`Statement ${input.StatementId} is not found in resource policy.`);
    }
    checkRevision(input.RevisionId, policy.revisionId);
    if (statements.length === 0) functions.store.policies.delete(key);
    else functions.store.policies.put(key, { statements, revisionId: randomUUID() });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export function getPolicy(functions: Functions): OperationHandler<GetPolicyRequest, GetPolicyResponse> {
  return (input, call) => {
    const { key } = locate(functions, input.FunctionName ?? '', input.Qualifier, call);
    const policy = functions.store.policies.get(key);
    if (!policy) throw notFound('The resource you requested does not exist.');
    const document = { Version: '2012-10-17', Id: 'default', Statement: policy.statements };
    return { Policy: JSON.stringify(document), RevisionId: policy.revisionId };
  };
}

function locate(functions: Functions, name: string, qualifier: string | undefined, call: Call): { key: string; arn: string } {
  const { reference } = functions.find(name, qualifier, call);
  return {
    key: `${reference.region}/${reference.name}/${reference.qualifier ?? ''}`,
    arn: functionArn(call, reference.name, reference.qualifier),
  };
}

function principal(given: string, call: Call): unknown {
  if (given === '*') return '*';
  if (/^\d{12}$/.test(given)) return { AWS: `arn:${call.partition}:iam::${given}:root` };
  if (given.startsWith('arn:')) return { AWS: given };
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(given)) return { Service: given };
  throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}

function notFound(message: string): AwsError {
  return new AwsError({ code: 'ResourceNotFoundException', message, httpStatus: 404, members: { Type: 'User' } });
}
