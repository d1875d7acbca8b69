import type { ApiModel, Shape } from '../core/api-model.ts';
import type { AwsError } from '../core/aws-error.ts';
import { toJson } from './json-shapes.ts';

/** The members of an error in JSON: its message under the name that its shape has for it, and what else the shape models. */
export function errorBody(error: AwsError, model: ApiModel | undefined, shape: Shape | undefined): Record<string, unknown> {
  const members = shape?.members ?? {};
  const messageName = 'Message' in members && !('message' in members) ? 'Message' : 'message';
  const body: Record<string, unknown> = { [messageName]: error.message };
  for (const [name, value] of Object.entries(error.members)) {
    const member = members[name];
    if (member === undefined || model === undefined) body[name] = value;
    else if (member.location === undefined) body[member.locationName ?? name] = toJson(model, member, value);
  }
  return body;
}

/** The HTTP status of an error: the modelled one where the operation named no other than the default. */
export function errorStatus(error: AwsError, shape: Shape | undefined): number {
  return error.httpStatus === 400 ? (shape?.error?.httpStatusCode ?? 400) : error.httpStatus;
}
