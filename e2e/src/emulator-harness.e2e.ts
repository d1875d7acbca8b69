import { awsLocalStepFunctions } from './differential/aws-local-stepfunctions.suite.ts';
import { evidence } from './evidence/evidence.suite.ts';
import { recordings } from './recording/recordings.suite.ts';
import { runSuites } from './suites/run-suites.ts';
import { awsTarget } from './targets/aws/aws-target.suite.ts';
import { emulatorKind } from './targets/emulator.ts';

await runSuites(emulatorKind, [awsLocalStepFunctions, recordings, awsTarget, evidence]);
