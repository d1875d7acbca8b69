import { join } from 'node:path';
import { startEmulator } from '@stepmaker/emulator';
import { deployPipeline } from './deployment.ts';
import { HurriedClock } from './hurried-clock.ts';
import type { StartedExecution } from './recording-pipeline.ts';
import { makeRunDirectory, processesBelow, sweepKilledRuns } from './run-directory.ts';
import type { Target, TargetKind } from './target.ts';

/** Factor of the hurried time: jobs must still be done within their limits. */
const RATE = 30;

/** The embedded AWS, in this process. */
export const emulatorKind: TargetKind = {
  name: 'emulator',
  title: 'the embedded AWS',
  can: {
    'local-processes': true,
    'fault-injection': true,
    'hurried-jobs': true,
    'hurried-waits': true,
    redrive: true,
    queues: true,
    observability: true,
    budgets: true,
    'function-log-groups': true,
    'delete-in-mid-run': true,
  },
  missing: async () => undefined,
  start: startEmulatorTarget,
  executionMillis: 120_000,
};

/** Starts it with a separate data directory that goes when it ends. */
export async function startEmulatorTarget(): Promise<Target> {
  await sweepKilledRuns();
  await using stack = new AsyncDisposableStack();
  const run = stack.use(makeRunDirectory());
  const clock = new HurriedClock();
  const lines: string[] = [];
  const emulator = stack.use(
    await startEmulator({
      port: 0,
      dataDir: join(run.path, 'data'),
      clock,
      log: (level, message) => lines.push(`${new Date().toISOString()} ${level} ${message}`),
    }),
  );
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const clientConfig = { endpoint: emulator.endpointUrl, region: emulator.region, credentials };
  const started: StartedExecution[] = [];
  const deploy: Target['deploy'] = (stackName) => deployPipeline({ clientConfig, stackName, started, pollIntervalMillis: 50 });
  const main = await deploy('ml-pipeline');
  const owned = stack.move();
  return {
    kind: emulatorKind,
    clientConfig,
    main,
    deploy,
    started,
    faults: emulator.faults,
    hurry: () => clock.hurry(RATE),
    processes: async () => processesBelow(run.path).map(({ command }) => command),
    log: async () => lines.join('\n'),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
