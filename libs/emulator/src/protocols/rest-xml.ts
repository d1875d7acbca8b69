import type { Readable } from 'node:stream';
import { errorShape, type Shape, shapeOf } from '../core/api-model.ts';
import type { HttpResponse } from '../core/http-message.ts';
import { errorStatus } from './error-body.ts';
import type { Protocol } from './protocol.ts';
import { writeBindings } from './rest-bindings.ts';
import { parseRest } from './rest-input.ts';
import { escapeXml, parseXml } from './xml.ts';
import { namespaceAttribute, structureFromXml, structureToXml, toXml } from './xml-shapes.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Name of an answer's root element where it differs from its shape. */
const ROOTS: Readonly<Record<string, string>> = {
  CompleteMultipartUploadOutput: 'CompleteMultipartUploadResult',
  CreateMultipartUploadOutput: 'InitiateMultipartUploadResult',
  DeleteObjectsOutput: 'DeleteResult',
  GetBucketAccelerateConfigurationOutput: 'AccelerateConfiguration',
  GetBucketAclOutput: 'AccessControlPolicy',
  GetBucketCorsOutput: 'CORSConfiguration',
  GetBucketLifecycleConfigurationOutput: 'LifecycleConfiguration',
  GetBucketLoggingOutput: 'BucketLoggingStatus',
  GetBucketRequestPaymentOutput: 'RequestPaymentConfiguration',
  GetBucketTaggingOutput: 'Tagging',
  GetBucketVersioningOutput: 'VersioningConfiguration',
  GetBucketWebsiteOutput: 'WebsiteConfiguration',
  GetObjectAclOutput: 'AccessControlPolicy',
  GetObjectAttributesOutput: 'GetObjectAttributesResponse',
  GetObjectTaggingOutput: 'Tagging',
  ListBucketsOutput: 'ListAllMyBucketsResult',
  ListMultipartUploadsOutput: 'ListMultipartUploadsResult',
  ListObjectVersionsOutput: 'ListVersionsResult',
  ListObjectsOutput: 'ListBucketResult',
  ListObjectsV2Output: 'ListBucketResult',
  ListPartsOutput: 'ListPartsResult',
};

/** restXml, as S3 uses it: REST routes, XML bodies, errors without an envelope. */
export const restXml: Protocol = {
  parse: (request, model) =>
    parseRest(request, model, {
      structure: (api, shape, body) =>
        body.byteLength === 0 ? {} : structureFromXml(api, shape, parseXml(new TextDecoder().decode(body))),
    }),

  respond(model, operation, output, requestId): HttpResponse {
    const { output: reference, http } = model.operations[operation] ?? {};
    const base = { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) };
    if (reference === undefined) return { status: statusOf(operation, http?.responseCode, undefined), headers: base };
    const shape = shapeOf(model, reference);
    const { headers, status: bound } = writeBindings(model, shape, output);
    const status = statusOf(operation, http?.responseCode, bound, headers);
    const all = { ...base, ...headers };
    if (operation === 'GetBucketLocation')
      return xmlResponse(
        status,
        all,
        `<LocationConstraint xmlns="${S3_NAMESPACE}">${String(output['LocationConstraint'] ?? '')}</LocationConstraint>`,
      );
    if (shape.payload !== undefined) {
      const member = shape.members?.[shape.payload];
      const value = output[shape.payload];
      if (member === undefined || value === undefined || value === null) return { status, headers: all };
      if (shapeOf(model, member).type !== 'structure')
        return { status, headers: all, body: value as string | Uint8Array | Readable };
      const root = member.locationName ?? member.shape;
      const target = shapeOf(model, member);
      const namespace = namespaceAttribute(member.xmlNamespace ?? target.xmlNamespace ?? S3_NAMESPACE);
      return xmlResponse(
        status,
        all,
        `<${root}${namespace}>${structureToXml(model, target, value as Record<string, unknown>)}</${root}>`,
      );
    }
    if (!hasBody(shape)) return { status, headers: all };
    const root = ROOTS[reference.shape] ?? reference.locationName ?? reference.shape;
    return xmlResponse(status, all, `<${root} xmlns="${S3_NAMESPACE}">${structureToXml(model, shape, output)}</${root}>`);
  },

  refuse(error, model, requestId): HttpResponse {
    const shape = model === undefined ? undefined : errorShape(model, error.code);
    const members = Object.entries(error.members)
      .map(([name, value]) => {
        const member = shape?.members?.[name];
        return member === undefined || model === undefined
          ? `<${name}>${escapeXml(String(value))}</${name}>`
          : toXml(model, member, name, value);
      })
      .join('');
    const status = errorStatus(error, shape);
    const headers = { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) };
    if (status === 304) return { status, headers };
    return xmlResponse(
      status,
      headers,
      `<Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>${members}<RequestId>${requestId}</RequestId><HostId>${hostId(requestId)}</HostId></Error>`,
    );
  },
};

/** S3 answers some operations with another status than its API model says. */
function statusOf(
  operation: string,
  modelled: number | undefined,
  bound: number | undefined,
  headers: Readonly<Record<string, string>> = {},
): number {
  if (bound !== undefined) return bound;
  if (operation === 'GetObject' || operation === 'HeadObject') return headers['content-range'] === undefined ? 200 : 206;
  if (
    operation === 'PutBucketPolicy' ||
    (operation.startsWith('Delete') && operation !== 'DeleteObjects') ||
    operation === 'AbortMultipartUpload'
  )
    return 204;
  return modelled ?? 200;
}

function hasBody(shape: Shape): boolean {
  return Object.values(shape.members ?? {}).some(({ location }) => location === undefined);
}

function xmlResponse(status: number, headers: Record<string, string>, xml: string): HttpResponse {
  return { status, headers: { ...headers, 'content-type': 'application/xml' }, body: DECLARATION + xml };
}

function hostId(requestId: string): string {
  return Buffer.from(requestId).toString('base64');
}
