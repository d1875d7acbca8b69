import type { ServiceManifest } from '../../core/service-manifest.ts';

/** AWS Budgets. */
export const budgetsManifest: ServiceManifest = {
  id: 'budgets',
  load: async () => (await import('./service.ts')).createBudgetsService,
};
