import { mergeConfig } from 'vitest/config';
import { branchGate, sharedConfig } from '../../vitest.shared.ts';

export default mergeConfig(sharedConfig, {
  test: {
    name: 'asl',
    coverage: branchGate({ 'src/language/**': 100, 'src/validate/**': 100, 'src/pipeline/**': 100, 'src/integrations/**': 85 }),
  },
});
