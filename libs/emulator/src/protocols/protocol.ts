import type { ApiModel } from '../core/api-model.ts';
import type { AwsError } from '../core/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../core/http-message.ts';

/** An operation's name and its input, with SDK v3's JavaScript types; absent members are not there. */
export interface ParsedRequest {
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

/** One of AWS's wire protocols, seen from the server: knows API models, knows no service. */
export interface Protocol {
  /** The operation that is meant, without reading the body where the protocol allows it. */
  parse(request: HttpRequest, model: ApiModel): Promise<ParsedRequest>;
  /** Writes an operation's output. */
  respond(model: ApiModel, operation: string, output: Record<string, unknown>, requestId: string): HttpResponse;
  /** Writes a refusal. `model` is undefined where not even the service is known. */
  refuse(error: AwsError, model: ApiModel | undefined, requestId: string): HttpResponse;
}
