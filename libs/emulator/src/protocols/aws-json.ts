import { type ApiModel, errorShape, shapeOf } from '../core/api-model.ts';
import { AwsError } from '../core/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../core/http-message.ts';
import { readBody } from '../http/read-body.ts';
import { errorBody } from './error-body.ts';
import { fromJson, structureToJson } from './json-shapes.ts';
import type { ParsedRequest, Protocol } from './protocol.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** awsJson 1.0 and 1.1: `POST /` with the operation in `X-Amz-Target`. */
export function awsJson(version: '1.0' | '1.1'): Protocol {
  const contentType = `application/x-amz-json-${version}`;
  return {
    async parse(request: HttpRequest, model: ApiModel): Promise<ParsedRequest> {
      const target = request.headers['x-amz-target'] ?? '';
      const operation = target.slice(target.lastIndexOf('.') + 1);
      const json = parseJson(await readBody(request));
      const input = model.operations[operation]?.input;
      return { operation, input: (input === undefined ? {} : fromJson(model, input, json)) as Record<string, unknown> };
    },
    respond(model, operation, output, requestId): HttpResponse {
      const reference = model.operations[operation]?.output;
      const json = reference === undefined ? {} : structureToJson(model, shapeOf(model, reference), output);
      return {
        status: 200,
        headers: { 'content-type': contentType, 'x-amzn-requestid': requestId },
        // AWS answers operations without an output shape with an empty body.
        body: reference === undefined ? '' : JSON.stringify(json),
      };
    },
    refuse(error, model, requestId): HttpResponse {
      const shape = model === undefined ? undefined : errorShape(model, error.code);
      return {
        status: error.httpStatus,
        headers: {
          'content-type': contentType,
          'x-amzn-requestid': requestId,
          'x-amzn-errortype': error.code,
          ...(error.queryErrorCode === undefined
            ? {}
            : { 'x-amzn-query-error': `${error.queryErrorCode};${error.fault === 'client' ? 'Sender' : 'Receiver'}` }),
        },
        body: JSON.stringify({ __type: error.code, ...errorBody(error, model, shape) }),
      };
    },
  };
}

/** A JSON object; an empty body counts as one without members. @throws AwsError `SerializationException` */
export function parseJson(body: Uint8Array): Record<string, unknown> {
  if (body.byteLength === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(body));
  } catch {
    throw new AwsError({
      code: 'SerializationException',
      message: 'Could not parse request body: it is not valid JSON in UTF-8',
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AwsError({
      code: 'SerializationException',
      message: Array.isArray(value) ? 'Start of list found where not expected' : 'Unexpected value type in payload',
    });
  return value as Record<string, unknown>;
}
