import { differential } from './differential/differential.suite.ts';
import { SUITES } from './suites/index.ts';
import { runSuites } from './suites/run-suites.ts';
import { localStackKind } from './targets/localstack/localstack.ts';

await runSuites(localStackKind, [...SUITES, differential]);
