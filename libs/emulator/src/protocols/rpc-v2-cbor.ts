import { type ApiModel, errorShape, membersOf, type ShapeReference, shapeOf } from '../core/api-model.ts';
import type { HttpResponse } from '../core/http-message.ts';
import { readBody } from '../http/read-body.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import { errorStatus } from './error-body.ts';
import { fromJson } from './json-shapes.ts';
import type { Protocol } from './protocol.ts';
import { epochSeconds } from './timestamps.ts';

/**
 * Smithy RPC v2 with CBOR: `POST /service/<service>/operation/<operation>`. boto3 and the AWS CLI use it for CloudWatch.
 *
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const rpcV2Cbor: Protocol = {
  async parse(request, model) {
    const operation = /\/operation\/([^/]+)$/u.exec(request.path)?.[1] ?? '';
    const body = await readBody(request);
    const reference = model.operations[operation]?.input;
    const value = body.byteLength === 0 ? {} : decodeCbor(body);
    // CBOR has JSON's structure; its timestamps are numbers and its blobs bytes, which the reader of JSON leaves as they are.
    return { operation, input: (reference === undefined ? {} : fromJson(model, reference, value)) as Record<string, unknown> };
  },

  respond(model, operation, output, requestId): HttpResponse {
    const reference = model.operations[operation]?.output;
    return {
      status: 200,
      headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', 'x-amzn-requestid': requestId },
      body: encodeCbor(reference === undefined ? {} : toCbor(model, reference, output)),
    };
  },

  refuse(error, model, requestId): HttpResponse {
    const shape = model === undefined ? undefined : errorShape(model, error.code);
    const queryCode = shape?.error?.code ?? error.code;
    const headers: Record<string, string> = {
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
      'x-amzn-requestid': requestId,
    };
    // Clients that knew the service by its Query API still see that API's error codes.
    if (model?.metadata.awsQueryCompatible !== undefined)
      headers['x-amzn-query-error'] = `${queryCode};${error.fault === 'client' ? 'Sender' : 'Receiver'}`;
    return {
      status: errorStatus(error, shape),
      headers,
      body: encodeCbor({ __type: error.code, message: error.message, ...error.members }),
    };
  },
};

function toCbor(model: ApiModel, reference: ShapeReference, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const shape = shapeOf(model, reference);
  switch (shape.type) {
    case 'structure': {
      const result: Record<string, unknown> = {};
      for (const [name, member] of membersOf(shape))
        result[name] = toCbor(model, member, (value as Record<string, unknown>)[name]);
      return result;
    }
    case 'list':
      return (value as unknown[]).map((item) => toCbor(model, shape.member as ShapeReference, item));
    case 'map':
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, toCbor(model, shape.value as ShapeReference, item)]),
      );
    case 'timestamp':
      return { epochSeconds: epochSeconds(value) };
    default:
      return value;
  }
}
