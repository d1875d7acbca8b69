import type { ServiceManifest } from '../../core/service-manifest.ts';

/** AWS Systems Manager Parameter Store. */
export const ssmManifest: ServiceManifest = {
  id: 'ssm',
  load: async () => (await import('./service.ts')).createSsmService,
  permissions: {
    arnForms: {
      /** A parameter by its name, path or ARN. */
      parameter: {
        write: (value) => (value.startsWith('arn:') ? value.replace(/^.*:parameter\//u, '') : value.replace(/^\//u, '')),
      },
    },
  },
};
