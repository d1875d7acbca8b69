import type { HttpRequest } from '../core/http-message.ts';

/** Parts of a signed request's credential: `AKID/20260101/us-east-1/s3/aws4_request`. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name of the service, e.g. `states`. @default - signature version 2, which does not name a service */
  readonly service?: string;
}

/** The credential scope of the `Authorization` header or of a presigned URL; undefined where the request is not signed. */
export function credentialScope({ headers, query }: HttpRequest): CredentialScope | undefined {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const credential = /Credential=([^,\s]+)/u.exec(authorization)?.[1];
    if (credential !== undefined) return parse(credential, headers['x-amz-region-set']);
    const v2 = /^AWS ([^:]+):/u.exec(authorization)?.[1];
    return v2 === undefined ? undefined : { accessKeyId: v2, region: '' };
  }
  if (!query.includes('X-Amz-Credential=') && !query.includes('AWSAccessKeyId=')) return undefined;
  const parameters = new URLSearchParams(query);
  const credential = parameters.get('X-Amz-Credential');
  if (credential !== null) return parse(credential, undefined);
  const accessKeyId = parameters.get('AWSAccessKeyId');
  return accessKeyId === null || !parameters.has('Signature') ? undefined : { accessKeyId, region: '' };
}

function parse(credential: string, regionSet: string | undefined): CredentialScope | undefined {
  const parts = credential.split('/');
  if (parts.at(-1) !== 'aws4_request' || parts.length < 4) return undefined;
  // SigV4a has no region in its scope: AKID/20260101/s3/aws4_request
  const service = parts.at(-2) as string;
  if (parts.length === 4) return { accessKeyId: parts[0] as string, region: regionSet?.split(',')[0] ?? '', service };
  return { accessKeyId: parts.slice(0, -4).join('/'), region: parts.at(-3) as string, service };
}
