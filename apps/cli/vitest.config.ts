import { mergeConfig } from 'vitest/config';
import { branchGate, sharedConfig } from '../../vitest.shared.ts';

export default mergeConfig(sharedConfig, {
  test: { name: 'cli', coverage: branchGate({ 'src/**': 90 }, { children: true }) },
});
