import type { ServiceManifest } from '../../core/service-manifest.ts';

/** Amazon SageMaker. */
export const sageMakerManifest: ServiceManifest = {
  id: 'sagemaker',
  load: async () => (await import('./service.ts')).createSageMakerService,
  hasWork: (store) => store.holdsDataOf('sagemaker'),
};
