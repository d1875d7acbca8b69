import type { ServiceManifest } from '../../core/service-manifest.ts';
import { holdsAny } from '../../core/stored-work.ts';

/** Amazon EventBridge Scheduler. */
export const schedulerManifest: ServiceManifest = {
  id: 'scheduler',
  load: async () => (await import('./service.ts')).createSchedulerService,
  hasWork: (store) => holdsAny(store, 'scheduler.schedule', 'scheduler.invocation'),
  errors: { denial: { code: 'AccessDeniedException', httpStatus: 403 } },
};
