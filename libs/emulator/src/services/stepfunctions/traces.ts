import { randomBytes } from 'node:crypto';
import type { ExecutionOutcome } from '@stepmaker/asl-interpreter';
import type { Runtime } from '../../core/runtime.ts';
import { parseExecutionArn } from './arn.ts';
import { assumeMachineRole } from './configuration.ts';
import type { Execution } from './execution.ts';
import type { Revision } from './state-machine.ts';
import { sessionNameOf } from './task-runner.ts';

/**
 * Sends a segment of each execution to X-Ray, for state machines with tracing. As on AWS the machine's role does it: a role without one of
 * the permissions that AWS's page names leaves no trace, and the execution does not mind.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
 */
export class Traces {
  readonly #runtime: Runtime;
  readonly #clientId = randomBytes(12).toString('hex');
  /** Trace segments that are being sent. */
  readonly #sending = new Set<Promise<void>>();

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Records an execution that has ended; returns at once. */
  record(revision: Revision, execution: Execution, outcome: ExecutionOutcome): void {
    const sending = this.#send(revision, execution, outcome).catch((error: unknown) =>
      this.#runtime.log('debug', `${execution.arn} left no trace: ${(error as Error).message}`),
    );
    this.#sending.add(sending);
    void sending.finally(() => this.#sending.delete(sending));
  }

  /** Waits for what is being sent. */
  async flush(): Promise<void> {
    await Promise.all(this.#sending);
  }

  async #send(revision: Revision, execution: Execution, outcome: ExecutionOutcome): Promise<void> {
    const { aws, clock } = this.#runtime;
    const { arn, name, startDate } = execution;
    const { region, account } = parseExecutionArn(arn);
    const caller = assumeMachineRole(this.#runtime, revision.roleArn, sessionNameOf(name), revision.machineArn);
    const options = { caller, region };
    const end = clock.now();
    await aws.call('xray', 'GetSamplingRules', {}, options);
    const sampled = { RuleName: 'Default', ClientID: this.#clientId, Timestamp: new Date(end), RequestCount: 1, SampledCount: 1 };
    await aws.call('xray', 'GetSamplingTargets', { SamplingStatisticsDocuments: [sampled] }, options);
    const failed = outcome.status !== 'SUCCEEDED';
    const document = {
      trace_id: traceIdOf(execution),
      id: randomBytes(8).toString('hex'),
      name: revision.name,
      origin: 'AWS::StepFunctions::StateMachine',
      start_time: startDate / 1000,
      end_time: end / 1000,
      ...(failed && { fault: true }),
      aws: { account_id: account, region, execution_arn: arn, state_machine_arn: revision.machineArn },
      annotations: { execution_name: name },
    };
    await aws.call(
      'xray',
      'PutTelemetryRecords',
      { TelemetryRecords: [{ Timestamp: new Date(end), SegmentsSentCount: 1 }] },
      options,
    );
    await aws.call('xray', 'PutTraceSegments', { TraceSegmentDocuments: [JSON.stringify(document)] }, options);
  }
}

/** The trace of the header that the execution was started with, or a new one. */
function traceIdOf({ details, startDate }: Execution): string {
  const given = /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})/u.exec(details.traceHeader ?? '')?.[1];
  return (
    given ??
    `1-${Math.floor(startDate / 1000)
      .toString(16)
      .padStart(8, '0')}-${randomBytes(12).toString('hex')}`
  );
}
