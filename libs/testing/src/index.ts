export { FakeAws, type FakeCall, type FakeOperation } from './fake-aws.ts';
export { KillableServer, type KillableServerOptions } from './killable-server.ts';
export { smokeRun } from './smoke-run.ts';
export { type TestTool, testTool } from './test-tool.ts';
export { type UntilOptions, until } from './until.ts';
