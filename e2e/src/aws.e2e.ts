import { runSuites } from './suites/run-suites.ts';
import { awsKind } from './targets/aws/aws.ts';

await runSuites(awsKind);
