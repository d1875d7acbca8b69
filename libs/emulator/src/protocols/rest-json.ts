import { Readable } from 'node:stream';
import { errorShape, shapeOf } from '../core/api-model.ts';
import type { HttpResponse } from '../core/http-message.ts';
import { parseJson } from './aws-json.ts';
import { errorBody, errorStatus } from './error-body.ts';
import { eventStream } from './event-stream.ts';
import { structureFromJson, structureToJson } from './json-shapes.ts';
import type { Protocol } from './protocol.ts';
import { writeBindings } from './rest-bindings.ts';
import { parseRest } from './rest-input.ts';

/** restJson: REST routes, JSON bodies. */
export const restJson: Protocol = {
  parse: (request, model) =>
    parseRest(request, model, { structure: (api, shape, body) => structureFromJson(api, shape, parseJson(body)) }),

  respond(model, operation, output, requestId): HttpResponse {
    const { output: reference, http } = model.operations[operation] ?? {};
    const base = { 'x-amzn-requestid': requestId };
    if (reference === undefined) return { status: http?.responseCode ?? 200, headers: base };
    const shape = shapeOf(model, reference);
    const { headers, status = http?.responseCode ?? 200 } = writeBindings(model, shape, output);
    if (shape.payload === undefined) {
      const json = JSON.stringify(structureToJson(model, shape, output));
      if (status === 204) return { status, headers: { ...base, ...headers } };
      return { status, headers: { 'content-type': 'application/json', ...base, ...headers }, body: json };
    }
    const value = output[shape.payload];
    const target = shapeOf(model, shape.members?.[shape.payload] ?? shape.payload);
    if (target.eventstream === true)
      return {
        status,
        headers: { ...base, ...headers, 'content-type': 'application/vnd.amazon.eventstream' },
        body: Readable.from(eventStream(model, target, value as AsyncIterable<Record<string, unknown>>), { objectMode: false }),
      };
    if (target.type === 'structure') {
      const json = JSON.stringify(structureToJson(model, target, (value ?? {}) as Record<string, unknown>));
      return { status, headers: { 'content-type': 'application/json', ...base, ...headers }, body: json };
    }
    return { status, headers: { ...base, ...headers }, body: (value ?? '') as string | Uint8Array | Readable };
  },

  refuse(error, model, requestId): HttpResponse {
    const shape = model === undefined ? undefined : errorShape(model, error.code);
    const bound = shape === undefined || model === undefined ? {} : writeBindings(model, shape, error.members).headers;
    return {
      status: errorStatus(error, shape),
      headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, 'x-amzn-errortype': error.code, ...bound },
      body: JSON.stringify({
        ...(error.fault === 'client' ? { Type: 'User' } : { Type: 'Service' }),
        ...errorBody(error, model, shape),
      }),
    };
  },
};
