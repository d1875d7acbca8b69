import type { ServiceManifest } from '../../core/service-manifest.ts';
import { holdsAny } from '../../core/stored-work.ts';

/** Amazon CloudWatch. */
export const cloudWatchManifest: ServiceManifest = {
  id: 'cloudwatch',
  load: async () => (await import('./service.ts')).createCloudWatchService,
  tableVersion: 1,
  hasWork: (store) => holdsAny(store, 'cloudwatch.alarm'),
  errors: {
    invalidInput: 'ValidationError',
    denial: { code: 'AccessDenied', httpStatus: 403 },
  },
  permissions: {
    conditionKeys: {
      /** Set by alarms alone, and required by the default policy of a topic. */
      'aws:sourceowner': ({ caller }) =>
        caller.type === 'service' && caller.service === 'cloudwatch.amazonaws.com' ? caller.sourceAccount : undefined,
    },
  },
  forwarding: {
    load: () => import('@aws-sdk/client-cloudwatch'),
    client: 'CloudWatchClient',
    variable: 'CLOUDWATCH',
  },
  collectsMetrics: true,
};
