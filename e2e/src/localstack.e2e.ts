import { runSuites } from './suites/run-suites.ts';
import { localStackKind } from './targets/localstack/localstack.ts';

await runSuites(localStackKind);
