/** Runs the plug-in's tests with the prepared Python; what needs LocalStack itself is proved by the suites. */
import { runModule } from './python.mjs';

runModule(
  'pytest',
  '--quiet',
  '-p',
  'no:cacheprovider',
  '--junitxml=../test-results/localstack-plugin.xml',
  ...process.argv.slice(2),
);
