import { afterAll, beforeAll } from 'vitest';
import type { ServiceId } from '../src/core/service.ts';
import type { EmulatorOptions } from '../src/start-emulator.ts';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

/** Calls one operation as the account's root. */
export type ServiceCall = <Output = Record<string, unknown>>(operation: string, input?: object) => Promise<Output>;

/** Runs an emulator for the tests of a file, and returns how they call one service of it. @throws AwsError as the service does */
export function serviceCall(service: ServiceId, options: EmulatorOptions = {}): ServiceCall {
  let running: TestEmulator;
  beforeAll(async () => {
    running = await startTestEmulator(options);
  });
  afterAll(() => running[Symbol.asyncDispose]());
  return <Output>(operation: string, input: object = {}) =>
    running.emulator.aws.call<Output>(service, operation, input, { caller: running.emulator.rootCaller });
}
