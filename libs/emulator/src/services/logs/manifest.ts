import type { ServiceManifest } from '../../core/service-manifest.ts';
import { logGroupTarget } from './delivery-target.ts';

/** Amazon CloudWatch Logs. */
export const logsManifest: ServiceManifest = {
  id: 'logs',
  load: async () => (await import('./service.ts')).createLogsService,
  tableVersion: 1,
  errors: { invalidInput: 'InvalidParameterException' },
  permissions: {
    arnForms: {
      /** A log group by its name or ARN. */
      group: { write: (value) => value.replace(/^arn:[^:]+:logs:[^:]*:\d*:log-group:/u, '').replace(/:\*$/u, '') },
    },
  },
  delivery: logGroupTarget,
  forwarding: {
    load: () => import('@aws-sdk/client-cloudwatch-logs'),
    client: 'CloudWatchLogsClient',
    variable: 'CLOUDWATCH_LOGS',
  },
};
