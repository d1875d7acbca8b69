/** Module of a server that kills itself, for `KillableServer`. */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { type Emulator, type EmulatorOptions, type RefusalFault, startEmulator as start } from '@stepmaker/emulator';

/** Options of a server that kills itself. */
export interface KillAtCallOptions extends EmulatorOptions {
  /** Written before the server kills itself: {@link KillMarker}. A server that finds it does not kill itself. */
  readonly markerFile: string;
  /**
   * `endpoint-creating`: when the endpoint is first described, before the answer. `deployment-ended`: when a nested execution that has ended is
   * described, before the answer reaches the execution that waits for it.
   */
  readonly killAt: 'endpoint-creating' | 'deployment-ended';
  /** Calls to refuse, in addition. */
  readonly refuse?: Omit<RefusalFault, 'when'>;
}

/** Record that the server writes before it kills itself. */
export interface KillMarker {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Input of the call. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Starts the embedded AWS. It sends itself SIGKILL at a call. */
export async function startEmulator({ markerFile, killAt, refuse, ...options }: KillAtCallOptions): Promise<Emulator> {
  const emulator = await start(options);
  const kill = (input: KillMarker['input']): void => {
    // Renamed once it is whole: the test reads it as soon as it is there.
    writeFileSync(`${markerFile}.part`, JSON.stringify({ time: Date.now(), input } satisfies KillMarker));
    renameSync(`${markerFile}.part`, markerFile);
    process.kill(process.pid, 'SIGKILL');
  };
  let isAsking = false;
  const killWhereEnded = async (executionArn: unknown): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    // Begun before the caller's own call is answered, so it ends before.
    const context = { caller: emulator.rootCaller, region: emulator.region };
    const { status } = await emulator.aws.call<{ status: string }>(
      'stepfunctions',
      'DescribeExecution',
      { executionArn },
      context,
    );
    isAsking = false;
    if (status !== 'RUNNING') kill({ executionArn });
  };
  const observe = (service: RefusalFault['service'], operation: string, seen: (input: KillMarker['input']) => void): void => {
    if (existsSync(markerFile)) return;
    const when = (input: KillMarker['input']): boolean => {
      seen(input);
      return false;
    };
    emulator.faults.refuse({ service, operation, code: 'InternalFailure', message: 'Observed only', when });
  };
  if (killAt === 'endpoint-creating') observe('sagemaker', 'DescribeEndpoint', kill);
  else observe('stepfunctions', 'DescribeExecution', ({ executionArn }) => void killWhereEnded(executionArn));
  if (refuse) emulator.faults.refuse(refuse);
  return emulator;
}
