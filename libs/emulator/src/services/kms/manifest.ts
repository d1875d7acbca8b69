import { arn } from '../../core/arn.ts';
import type { ServiceManifest } from '../../core/service-manifest.ts';

/** AWS KMS. */
export const kmsManifest: ServiceManifest = {
  id: 'kms',
  load: async () => (await import('./service.ts')).createKmsService,
  permissions: {
    arnForms: {
      /** A key by its id or ARN, as far as policies can name it: an alias stands for any key. */
      key: {
        write: (value, scope) =>
          value.startsWith('arn:') && !value.includes(':alias/')
            ? value
            : arn('kms', scope, `key/${value.includes('alias/') ? '*' : value}`),
      },
    },
  },
};
