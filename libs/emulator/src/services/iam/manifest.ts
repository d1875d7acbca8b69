import type { ServiceManifest } from '../../core/service-manifest.ts';
import { openRoles } from './role-reader.ts';

/** AWS IAM. */
export const iamManifest: ServiceManifest = {
  id: 'iam',
  load: async () => (await import('./service.ts')).createIamService,
  errors: {
    invalidInput: 'ValidationError',
    denial: { code: 'AccessDenied', httpStatus: 403 },
  },
  permissions: {
    arnForms: {
      /** A role by its name. */
      role: { write: (value, { roleArn }) => roleArn(value) },
    },
  },
  openRoles,
};
