import { type ApiModel, type Shape, shapeOf } from '../core/api-model.ts';
import { AwsError } from '../core/aws-error.ts';
import type { HttpRequest } from '../core/http-message.ts';
import { bodyStream } from '../http/aws-chunked.ts';
import { readBody } from '../http/read-body.ts';
import type { ParsedRequest } from './protocol.ts';
import { readBindings } from './rest-bindings.ts';
import { matchRoute } from './rest-router.ts';

/** Reader of the part of a REST input that is in the body. */
export interface BodyReader {
  /** A whole structure from the body. */
  structure(model: ApiModel, shape: Shape, body: Uint8Array): Record<string, unknown>;
}

/** Reads a REST request: its operation by method and path, its input from path, query, headers and body. */
export async function parseRest(request: HttpRequest, model: ApiModel, reader: BodyReader): Promise<ParsedRequest> {
  const query = new URLSearchParams(request.query);
  const match = matchRoute(model, { method: request.method, path: request.path, query, headers: request.headers });
  if (match === undefined)
    throw new AwsError({
      code: 'UnknownOperationException',
      message: `${model.metadata.serviceId} has no operation at ${request.method} ${request.path}`,
      httpStatus: 404,
    });
  const { operation, labels } = match;
  const reference = model.operations[operation]?.input;
  const input: Record<string, unknown> = {};
  if (reference === undefined) return { operation, input };
  const shape = shapeOf(model, reference);
  readBindings(model, shape, { labels, query, request }, input);
  const payload = shape.payload === undefined ? undefined : shape.members?.[shape.payload];
  if (shape.payload === undefined) {
    const inBody = Object.values(shape.members ?? {}).some(({ location }) => location === undefined);
    if (inBody) Object.assign(input, reader.structure(model, shape, await readBody(request)));
    return { operation, input };
  }
  if (payload === undefined) return { operation, input };
  const target = shapeOf(model, payload);
  if (target.streaming === true || payload.streaming === true) {
    input[shape.payload] = bodyStream(request);
    return { operation, input };
  }
  const body = await readBody(request);
  if (target.type === 'structure') {
    if (body.byteLength > 0) input[shape.payload] = reader.structure(model, target, body);
  } else if (target.type === 'blob') input[shape.payload] = body;
  else if (body.byteLength > 0) input[shape.payload] = new TextDecoder().decode(body);
  return { operation, input };
}
