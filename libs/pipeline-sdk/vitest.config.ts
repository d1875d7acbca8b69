import { mergeConfig } from 'vitest/config';
import { branchGate, sharedConfig } from '../../vitest.shared.ts';

// The gate in `pipeline-local`, whose tests run the client against the embedded AWS, counts what these tests reach as well.
export default mergeConfig(sharedConfig, { test: { name: 'pipeline-sdk', coverage: branchGate({ 'src/**': 90 }) } });
