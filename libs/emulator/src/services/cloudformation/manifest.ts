import { arn } from '../../core/arn.ts';
import type { ServiceManifest } from '../../core/service-manifest.ts';
import { isUnderWay } from './stack-status.ts';

/** AWS CloudFormation. */
export const cloudFormationManifest: ServiceManifest = {
  id: 'cloudformation',
  load: async () => (await import('./service.ts')).createCloudFormationService,
  hasWork: (store) =>
    store
      .collection<{ readonly status: string }>('cloudformation.stack')
      .list()
      .some(({ value }) => isUnderWay(value.status)),
  errors: {
    invalidInput: 'ValidationError',
    denial: { code: 'AccessDenied', httpStatus: 403 },
  },
  permissions: {
    arnForms: {
      /** A stack by its name or ARN. */
      stack: {
        write: (value, scope) => (value.startsWith('arn:') ? value : arn('cloudformation', scope, `stack/${value}/*`)),
      },
    },
  },
};
