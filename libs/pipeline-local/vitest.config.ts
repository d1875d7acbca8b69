import { mergeConfig } from 'vitest/config';
import { branchGate, sharedConfig } from '../../vitest.shared.ts';

const sdk = new URL('../pipeline-sdk/', import.meta.url);

export default mergeConfig(sharedConfig, {
  test: { name: 'pipeline-local', coverage: branchGate({ '**/pipeline-sdk/src/**': 89 }, { projects: [sdk] }) },
});
