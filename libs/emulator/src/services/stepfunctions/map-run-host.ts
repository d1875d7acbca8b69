import { createHash } from 'node:crypto';
import type {
  ChildResult,
  Command,
  ExecutionOutcome,
  ReadItemsCommand,
  StartChildExecutionCommand,
  WriteResultsCommand,
} from '@stepmaker/asl-interpreter';
import { arn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Caller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import { parseExecutionArn, parseStateMachineArn } from './arn.ts';
import { assumeMachineRole } from './configuration.ts';
import type { ChildDetails, Execution } from './execution.ts';
import type { ExecutionStore } from './execution-store.ts';
import { readItems } from './item-reader.ts';
import type { MapRunStore } from './map-run-store.ts';
import { writeResults } from './result-writer.ts';
import type { RunningExecution } from './running-execution.ts';
import type { Revision } from './state-machine.ts';

/** Operations of the host of executions for Map Runs. */
export interface MapRunPorts {
  readonly runtime: Runtime;
  readonly executions: ExecutionStore;
  readonly mapRuns: MapRunStore;
  readonly running: (id: number) => RunningExecution | undefined;
  readonly launch: (execution: Execution, revision: Revision) => void;
  readonly redrive: (execution: Execution) => Promise<void>;
  readonly stop: (execution: Execution) => void;
  /** True once the server stops. */
  readonly isStopped: () => boolean;
}

/** Number of children that are started at a stretch: a Map Run may start thousands at once, and other calls are to be answered in between. */
const CHILDREN_AT_A_STRETCH = 50;

/** Carries out what Distributed Maps ask for: items, child executions, results. */
export class MapRunHost {
  readonly #ports: MapRunPorts;
  /** Children that are about to be started, first come, first served. */
  readonly #waiting = new Map<string, { readonly running: RunningExecution; readonly command: StartChildExecutionCommand }>();
  #startedAtAStretch = 0;
  /** Children that run, by the row of their parent, then by map run and child. */
  readonly #children = new Map<number, Map<string, Execution>>();

  constructor(ports: MapRunPorts) {
    this.#ports = ports;
  }

  carryOut(running: RunningExecution, command: Command): void {
    switch (command.type) {
      case 'StartMapRun':
      case 'EndMapRun':
        this.#note(running, command.mapRunId, command.type === 'StartMapRun' ? command.label : undefined);
        break;
      case 'StartChildExecution':
        this.startChild(running, command);
        break;
      case 'StopChildExecution': {
        this.#waiting.delete(waitingKey(running, command));
        const child = this.#children.get(running.execution.id)?.get(`${command.mapRunId} ${command.childId}`);
        if (child !== undefined) this.#ports.stop(child);
        break;
      }
      case 'ReadItems':
        void this.#read(running, command);
        break;
      case 'WriteResults':
        void this.#write(running, command);
        break;
      default:
        break;
    }
  }

  /** Starts a child: at once, or when those before it have been started. */
  startChild(running: RunningExecution, command: StartChildExecutionCommand): void {
    if (this.#startedAtAStretch === CHILDREN_AT_A_STRETCH) {
      this.#waiting.set(waitingKey(running, command), { running, command });
      return;
    }
    if (this.#startedAtAStretch === 0) setImmediate(() => this.#startWaiting());
    this.#startedAtAStretch += 1;
    this.#start(running, command);
  }

  #startWaiting(): void {
    const { runtime, running: find, isStopped } = this.#ports;
    if (isStopped()) return;
    this.#startedAtAStretch = 0;
    runtime.store.transaction(() => {
      for (const [key, { running, command }] of this.#waiting) {
        if (this.#startedAtAStretch === CHILDREN_AT_A_STRETCH) break;
        this.#waiting.delete(key);
        this.#startedAtAStretch += 1;
        // Its parent may have ended by now.
        if (find(running.execution.id) === running) this.#start(running, command);
      }
    });
    if (this.#startedAtAStretch > 0) setImmediate(() => this.#startWaiting());
  }

  /** Starts a child; one that an earlier process of the server started is found by its name, one that failed is redriven with its parent. */
  #start(running: RunningExecution, command: StartChildExecutionCommand): void {
    const { runtime, executions, launch, redrive } = this.#ports;
    const { mapRunArn } = command;
    const { revision, execution: parent } = running;
    const arn = childArn(revision.machineArn, command, mapRunArn);
    const existing = executions.find(arn);
    const child: ChildDetails = {
      parent: parent.id,
      mapRunId: command.mapRunId,
      childId: command.childId,
      processors: [...(parent.details.child?.processors ?? []), command.processor],
      parentRedrives: parent.redriveCount,
      itemCount: command.itemCount,
      context: command.context,
      variables: command.variables,
    };
    if (existing === undefined) {
      const { seed } = parent.details;
      const execution = executions.add({
        arn,
        machineArn: `${revision.machineArn}/${command.label}`,
        revision: revision.id,
        name: command.name,
        startDate: runtime.clock.now(),
        input: JSON.stringify(command.input),
        mapRunArn,
        details: {
          seed: createHash('sha256').update(`${seed} ${arn}`).digest('hex').slice(0, 32),
          type: command.executionType,
          child,
        },
      });
      this.adopt(execution);
      launch(execution, revision);
      return;
    }
    if (existing.status === 'RUNNING') return;
    const known = existing.details.child?.parentRedrives ?? 0;
    if (existing.status !== 'SUCCEEDED' && known < parent.redriveCount) {
      executions.redrive(existing.id, runtime.clock.now(), { ...existing.details, child });
      const redriven = executions.get(existing.id);
      if (redriven !== undefined) {
        this.adopt(redriven);
        redrive(redriven).catch((error: Error) => runtime.log('error', `${arn} could not be redriven: ${error.message}`));
      }
      return;
    }
    this.#reportEnd(running, command, outcomeOf(existing));
  }

  /** Takes note of a child that runs. */
  adopt(execution: Execution): void {
    const { child } = execution.details;
    if (child === undefined) return;
    let children = this.#children.get(child.parent);
    if (children === undefined) {
      children = new Map();
      this.#children.set(child.parent, children);
    }
    children.set(`${child.mapRunId} ${child.childId}`, execution);
  }

  /** Stops the children of an execution that has ended, and reports the end of a child to its parent. */
  ended(execution: Execution, outcome: ExecutionOutcome): void {
    const { child } = execution.details;
    const orphans = this.#children.get(execution.id);
    this.#children.delete(execution.id);
    for (const orphan of orphans?.values() ?? []) this.#ports.stop(orphan);
    if (child === undefined) return;
    const siblings = this.#children.get(child.parent);
    siblings?.delete(`${child.mapRunId} ${child.childId}`);
    if (siblings?.size === 0) this.#children.delete(child.parent);
    const parent = this.#ports.running(child.parent);
    if (parent !== undefined) this.#reportEnd(parent, child, outcome);
  }

  #reportEnd(
    parent: RunningExecution,
    { mapRunId, childId }: Pick<ChildDetails, 'mapRunId' | 'childId'>,
    outcome: ExecutionOutcome,
  ): void {
    const { status } = outcome;
    if (status === 'SUCCEEDED') {
      parent.deliver({ type: 'ChildEnded', mapRunId, childId, status, output: outcome.output });
      return;
    }
    const { error, cause } = outcome;
    parent.deliver({
      type: 'ChildEnded',
      mapRunId,
      childId,
      status,
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
  }

  /** Keeps what a Map Run is like when it begins, is redriven, or ends. */
  #note({ engine, execution, revision }: RunningExecution, mapRunId: string, label: string | undefined): void {
    const { mapRuns } = this.#ports;
    const description = engine.mapRun(mapRunId);
    if (description === undefined) return;
    const former = mapRuns.runs.get(description.mapRunArn);
    const redriven = label !== undefined && former !== undefined && former.redriveCount < execution.redriveCount;
    mapRuns.put({
      arn: description.mapRunArn,
      execution: execution.id,
      executionArn: execution.arn,
      machineArn: `${revision.machineArn}/${labelOf(description.mapRunArn)}`,
      mapRunId,
      startDate: former?.startDate ?? description.startDate,
      description,
      redriveCount: (former?.redriveCount ?? 0) + (redriven ? 1 : 0),
      ...(redriven ? { redriveDate: this.#ports.runtime.clock.now() } : {}),
      ...(!redriven && former?.redriveDate !== undefined ? { redriveDate: former.redriveDate } : {}),
    });
  }

  #callFor(running: RunningExecution): { readonly caller: Caller; readonly region: string } {
    const { runtime } = this.#ports;
    const caller = assumeMachineRole(runtime, running.revision.roleArn, 'StepFunctions-MapRun', running.revision.machineArn);
    return { caller, region: parseExecutionArn(running.execution.arn).region };
  }

  async #read(running: RunningExecution, command: ReadItemsCommand): Promise<void> {
    const { mapRunId } = command;
    try {
      const items = await readItems(this.#ports.runtime.aws, this.#callFor(running), command);
      running.deliver({ type: 'ItemsRead', mapRunId, items });
    } catch (error) {
      running.deliver({ type: 'ItemsReadFailed', mapRunId, ...this.#failure(error) });
    }
  }

  async #write(running: RunningExecution, command: WriteResultsCommand): Promise<void> {
    const { mapRunId } = command;
    const { revision } = running;
    const machineArn = `${revision.machineArn}/${labelOf(command.mapRunArn)}`;
    try {
      const output = await writeResults(
        this.#ports.runtime.aws,
        this.#callFor(running),
        command,
        machineArn,
        ({ name }: ChildResult) => this.#childOf(running, command.mapRunArn, name),
      );
      running.deliver({ type: 'ResultsWritten', mapRunId, output });
    } catch (error) {
      running.deliver({ type: 'ResultsWriteFailed', mapRunId, ...this.#failure(error) });
    }
  }

  /** A child of a Map Run by its name: its ARN says which kind of execution it was. */
  #childOf({ revision }: RunningExecution, mapRunArn: string, name: string): Execution {
    const { executions } = this.#ports;
    const label = labelOf(mapRunArn);
    const find = (executionType: 'STANDARD' | 'EXPRESS'): Execution | undefined =>
      executions.find(childArn(revision.machineArn, { name, label, executionType }, mapRunArn));
    return (find('STANDARD') ?? find('EXPRESS')) as Execution;
  }

  #failure(error: unknown): { readonly cause: string } {
    const { message, stack } = error as Error;
    if (!(error instanceof AwsError)) this.#ports.runtime.log('error', `${stack}`);
    return { cause: message };
  }
}

function waitingKey(
  { execution }: RunningExecution,
  { mapRunId, childId }: { readonly mapRunId: string; readonly childId: string },
): string {
  return `${execution.id} ${mapRunId} ${childId}`;
}

function labelOf(mapRunArn: string): string {
  return mapRunArn.slice(mapRunArn.indexOf('/') + 1, mapRunArn.lastIndexOf(':'));
}

/** The ARN of a child: for Express children with an id that the same run would give again. */
function childArn(
  machineArn: string,
  { name, label, executionType }: Pick<StartChildExecutionCommand, 'name' | 'label' | 'executionType'>,
  mapRunArn: string,
): string {
  const { name: machineName, ...scope } = parseStateMachineArn(machineArn);
  if (executionType === 'STANDARD') return arn('states', scope, `execution:${machineName}/${label}:${name}`);
  const digest = createHash('sha256').update(`${mapRunArn} ${name}`).digest('hex');
  const id = [8, 12, 16, 20, 32].map((end, index, ends) => digest.slice(ends[index - 1] ?? 0, end)).join('-');
  return arn('states', scope, `express:${machineName}/${label}:${name}:${id}`);
}

function outcomeOf({ status, output, error, cause }: Execution): ExecutionOutcome {
  if (status === 'SUCCEEDED') return { status, output: JSON.parse(output ?? 'null'), outputText: output ?? 'null' };
  return {
    status: status === 'RUNNING' ? 'ABORTED' : status,
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
}
