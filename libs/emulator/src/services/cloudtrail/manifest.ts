import type { ServiceManifest } from '../../core/service-manifest.ts';
import { trailArn } from './trail-store.ts';

/** AWS CloudTrail. */
export const cloudTrailManifest: ServiceManifest = {
  id: 'cloudtrail',
  load: async () => (await import('./service.ts')).createCloudTrailService,
  permissions: {
    arnForms: {
      /** A trail by its name or ARN. */
      trail: { write: trailArn },
    },
  },
};
