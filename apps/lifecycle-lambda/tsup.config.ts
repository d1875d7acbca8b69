import { defineConfig } from 'tsup';

/** One CommonJS file: CloudFormation writes inline code to `index.js`. The AWS SDK is part of the Lambda runtime. */
export default defineConfig({
  entry: { index: 'src/bundle.ts' },
  outDir: 'dist/bundle',
  outExtension: () => ({ js: '.js' }),
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  external: [/^@aws-sdk\//],
  removeNodeProtocol: false,
  minify: true,
  clean: true,
  esbuildOptions: (options) => {
    // As require: the runtime's AWS SDK is on NODE_PATH, which import() does not know.
    options.supported = { 'dynamic-import': false };
    options.logOverride = { 'commonjs-variable-in-esm': 'silent' };
  },
  dts: false,
});
