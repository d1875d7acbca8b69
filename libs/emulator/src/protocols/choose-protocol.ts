import type { ApiModel } from '../core/api-model.ts';
import type { HttpRequest } from '../core/http-message.ts';
import { awsJson } from './aws-json.ts';
import { awsQuery } from './aws-query.ts';
import { ec2Query } from './ec2-query.ts';
import type { Protocol } from './protocol.ts';
import { restJson } from './rest-json.ts';
import { restXml } from './rest-xml.ts';
import { rpcV2Cbor } from './rpc-v2-cbor.ts';

const JSON_1_0 = awsJson('1.0');
const JSON_1_1 = awsJson('1.1');

/** The protocol that a request is written in: some services support several, and clients choose. */
export function chooseProtocol({ headers }: HttpRequest, model: ApiModel | undefined): Protocol {
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return rpcV2Cbor;
  const contentType = headers['content-type'] ?? '';
  // With a REST service, the content type is that of an object or of a request to a model.
  if (model?.metadata.protocol === 'rest-json') return restJson;
  if (model?.metadata.protocol === 'rest-xml') return restXml;
  if (contentType.startsWith('application/x-amz-json-1.0')) return JSON_1_0;
  if (contentType.startsWith('application/x-amz-json-1.1') || headers['x-amz-target'] !== undefined) return JSON_1_1;
  switch (model?.metadata.protocol) {
    case 'json':
      return model.metadata.jsonVersion === '1.0' ? JSON_1_0 : JSON_1_1;
    case 'ec2':
      return ec2Query;
    case 'query':
    case 'smithy-rpc-v2-cbor':
      return awsQuery;
    default:
      return contentType.startsWith('application/x-www-form-urlencoded')
        ? awsQuery
        : contentType.startsWith('application/json')
          ? restJson
          : restXml;
  }
}
