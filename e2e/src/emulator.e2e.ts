import { runSuites } from './suites/run-suites.ts';
import { emulatorKind } from './targets/emulator.ts';

await runSuites(emulatorKind);
