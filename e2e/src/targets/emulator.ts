import { startLocal } from '@stepmaker/pipeline-local';
import type { Target } from './target.ts';

/** The embedded AWS in this process, with a data directory of its own that goes when it ends. */
export async function startEmulatorTarget(): Promise<Target> {
  const local = await startLocal();
  return {
    name: 'emulator',
    capabilities: new Set(['sagemaker-jobs', 'local-processes'] as const),
    pipeline: local.pipeline,
    bucketName: local.bucketName,
    clientConfig: local.clientConfig,
    endpoint: (endpointName) => local.endpoint(endpointName),
    uploadDataset: (file, name) => local.uploadDataset(file, name),
    [Symbol.asyncDispose]: () => local[Symbol.asyncDispose](),
  };
}
