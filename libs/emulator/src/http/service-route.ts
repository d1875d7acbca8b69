import type { ServiceId } from '../core/service.ts';
import type { CredentialScope } from './credential-scope.ts';
import type { HttpRequest } from './http-message.ts';
import { hostName } from './request-guard.ts';

/** The services by the names under which clients sign for them. */
const BY_SIGNING_NAME: Readonly<Record<string, ServiceId>> = {
  'application-autoscaling': 'application-autoscaling',
  budgets: 'budgets',
  cloudformation: 'cloudformation',
  cloudtrail: 'cloudtrail',
  ec2: 'ec2',
  events: 'events',
  iam: 'iam',
  kms: 'kms',
  lambda: 'lambda',
  logs: 'logs',
  monitoring: 'cloudwatch',
  s3: 's3',
  scheduler: 'scheduler',
  sns: 'sns',
  sqs: 'sqs',
  ssm: 'ssm',
  states: 'stepfunctions',
  sts: 'sts',
  xray: 'xray',
};

/** The service that a signed request is meant for; undefined where it is none of ours. */
export function serviceOf(scope: CredentialScope, { headers, path }: HttpRequest): ServiceId | undefined {
  if (scope.service === 'sagemaker')
    return headers['x-amz-target'] === undefined && path.startsWith('/endpoints/') ? 'sagemaker-runtime' : 'sagemaker';
  return Object.hasOwn(BY_SIGNING_NAME, scope.service) ? BY_SIGNING_NAME[scope.service] : undefined;
}

/**
 * A request to S3 as if the bucket were in its path: `GET http://bucket.s3.localhost/key` becomes `GET /bucket/key`.
 *
 * @param allowHosts host names of the server beside the loopback's
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
