import type { ServiceManifest } from '../../core/service-manifest.ts';

/** Application Auto Scaling. */
export const applicationAutoScalingManifest: ServiceManifest = {
  id: 'application-autoscaling',
  load: async () => (await import('./service.ts')).createApplicationAutoScalingService,
};
