import { mergeConfig } from 'vitest/config';
import { branchGate, sharedConfig } from '../../vitest.shared.ts';

export default mergeConfig(sharedConfig, { test: { name: 'pipeline-sdk', coverage: branchGate({ 'src/**': 90 }) } });
