import { randomBytes } from 'node:crypto';
import type { ServiceManifest } from '../../core/service-manifest.ts';
import { s3Permissions } from './permission-rules.ts';
import { withBucketInPath } from './virtual-host.ts';

/** Amazon S3. */
export const s3Manifest: ServiceManifest = {
  id: 's3',
  load: async () => (await import('./service.ts')).createS3Service,
  tableVersion: 1,
  routing: {
    signatureVersion2: true,
    rewrite: withBucketInPath,
    requestId: () => randomBytes(8).toString('hex').toUpperCase(),
  },
  errors: {
    invalidInput: 'InvalidRequest',
    checksConstraints: true,
    denial: { code: 'AccessDenied', httpStatus: 403, showResource: (resource) => `"${resource}"` },
    expiredToken: { code: 'ExpiredToken', message: 'The provided token has expired.', httpStatus: 400 },
  },
  permissions: s3Permissions,
  forwarding: {
    load: () => import('@aws-sdk/client-s3'),
    client: 'S3Client',
    variable: 'S3',
    options: { forcePathStyle: true },
  },
};
