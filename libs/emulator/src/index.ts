export { AwsError } from './core/aws-error.ts';
export type { AssumedRoleCaller, Caller, RootCaller } from './core/caller.ts';
export type { Clock, Timer } from './core/clock.ts';
export { DataDirInUseError } from './core/data-dir.ts';
export type { Aws } from './core/runtime.ts';
export type { ServiceId } from './core/service.ts';
export type { HttpRequest, HttpResponse } from './http/http-message.ts';
export { type Emulator, type EmulatorOptions, PortInUseError, startEmulator } from './start-emulator.ts';
