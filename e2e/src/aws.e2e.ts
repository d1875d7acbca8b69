import { recorder } from './recording/recordings.suite.ts';
import { SUITES } from './suites/index.ts';
import { runSuites } from './suites/run-suites.ts';
import { awsKind } from './targets/aws/aws.ts';

await runSuites(awsKind, [...SUITES, recorder]);
