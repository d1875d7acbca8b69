import { mergeConfig } from 'vitest/config';
import { branchGate, sharedConfig } from '../../vitest.shared.ts';

export default mergeConfig(sharedConfig, { test: { name: 'asl-interpreter', coverage: branchGate({ 'src/**': 100 }) } });
