import type { ServiceManifest } from '../../core/service-manifest.ts';

/** AWS X-Ray. */
export const xrayManifest: ServiceManifest = {
  id: 'xray',
  load: async () => (await import('./service.ts')).createXRayService,
  errors: { denial: { code: 'AccessDeniedException', httpStatus: 403 } },
};
