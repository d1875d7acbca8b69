import type { ServiceManifest } from '../../core/service-manifest.ts';

/** Amazon SageMaker Runtime, which shares its signing name with SageMaker. */
export const sageMakerRuntimeManifest: ServiceManifest = {
  id: 'sagemaker-runtime',
  load: async () => (await import('./service.ts')).createSageMakerRuntimeService,
  routing: {
    claims: ({ headers, path }) => headers['x-amz-target'] === undefined && path.startsWith('/endpoints/'),
  },
  errors: {
    invalidInput: 'ValidationError',
    denial: { code: 'AccessDeniedException', httpStatus: 403 },
  },
};
