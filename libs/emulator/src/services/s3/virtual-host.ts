import type { HttpRequest } from '../../core/http-message.ts';
import { hostName } from '../../http/request-guard.ts';

/**
 * A request as if the bucket were in its path: `GET http://bucket.s3.localhost/key` becomes `GET /bucket/key`.
 *
 * @param allowHosts host names of the server beside those of the loopback
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function withBucketInPath(request: HttpRequest, allowHosts: readonly string[]): HttpRequest {
  const bucket = virtualHostBucket(hostName(request.headers['host'] ?? ''), allowHosts);
  if (bucket === undefined) return request;
  const { method, query, headers, body } = request;
  return {
    method,
    path: `/${bucket}${request.path}`,
    query,
    headers,
    body,
    get signal() {
      return request.signal;
    },
  };
}

function virtualHostBucket(host: string, allowHosts: readonly string[]): string | undefined {
  const own = ['localhost', '127.0.0.1', ...allowHosts.map((name) => name.replace(/^\*\./u, '').toLowerCase())];
  const base = own.find((name) => host.endsWith(`.${name}`));
  if (base === undefined) return undefined;
  const label = host.slice(0, -base.length - 1);
  const bucket = label === 's3' || /^s3[.-][a-z0-9-]+$/u.test(label) ? '' : label.replace(/\.s3(?:[.-][a-z0-9-]+)?$/u, '');
  return bucket === '' ? undefined : bucket;
}
