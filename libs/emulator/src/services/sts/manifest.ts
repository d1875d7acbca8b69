import type { ServiceManifest } from '../../core/service-manifest.ts';

/** AWS STS. */
export const stsManifest: ServiceManifest = {
  id: 'sts',
  load: async () => (await import('./service.ts')).createStsService,
  errors: {
    invalidInput: 'ValidationError',
    denial: { code: 'AccessDenied', httpStatus: 403 },
  },
};
