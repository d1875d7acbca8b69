import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateActivityCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  RedriveExecutionCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { KilledServer } from './killed-server.ts';
import type { Kind, Surroundings } from './kinds.ts';

/** An execution that the kill test has started, with all that was ever seen of it. */
export class TrackedExecution {
  readonly kind: Kind;
  readonly name: string;
  readonly #server: KilledServer;
  readonly #machine: string;
  readonly #around: Surroundings;
  readonly #input: string;
  readonly due: number;
  arn: string | undefined;
  events: readonly HistoryEvent[] = [];
  ended = false;

  constructor(server: KilledServer, around: Surroundings, kind: Kind, machine: string, name: string) {
    this.#server = server;
    this.#around = around;
    this.#machine = machine;
    this.kind = kind;
    this.name = name;
    const now = Date.now();
    const input = kind.input(name, now);
    this.#input = JSON.stringify(input);
    this.due = Date.parse((input as { readonly due?: string }).due ?? '');
  }

  /** Starts it; asked again after a kill, the same name and input find what was started before. */
  async start(): Promise<void> {
    const request = { stateMachineArn: this.#machine, name: this.name, input: this.#input };
    try {
      this.arn = (await this.#server.sfn.send(new StartExecutionCommand(request))).executionArn;
    } catch (error) {
      if ((error as Error).name !== 'ExecutionAlreadyExists') throw error;
      this.arn = `${this.#machine.replace(':stateMachine:', ':execution:')}:${this.name}`;
    }
  }

  /** Looks at it. @throws Error where what was seen before is not there any more, or it has ended otherwise than it should */
  async look(): Promise<void> {
    const executionArn = this.arn;
    const { events = [] } = await this.#server.sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    const kept = JSON.stringify(events.slice(0, this.events.length)) === JSON.stringify(this.events);
    if (!kept) throw new Error(`${this.name}: the history that was seen before has changed`);
    this.events = events;
    const last = events.at(-1)?.type;
    if (last === 'ExecutionFailed' && this.kind.redriven === true) await this.#redrive();
    else if (last === 'ExecutionSucceeded') this.ended = true;
    else if (last === 'ExecutionFailed' || last === 'ExecutionTimedOut' || last === 'ExecutionAborted')
      throw new Error(`${this.name}: ${JSON.stringify(events.at(-1))}`);
  }

  async #redrive(): Promise<void> {
    await this.#server.sfn.send(new CreateActivityCommand({ name: `work-of-${this.name}` }));
    await this.#server.sfn.send(new RedriveExecutionCommand({ executionArn: this.arn, clientToken: this.name }));
  }

  /** What is wrong with it now that it has ended; empty where nothing is. @param reference the event types of one that no kill has met */
  async problems(reference: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    const { sfn } = this.#server;
    const { status, redriveCount } = await sfn.send(new DescribeExecutionCommand({ executionArn: this.arn }));
    if (status !== 'SUCCEEDED') found.push(`is ${status} though its history says that it succeeded`);
    if ((redriveCount ?? 0) !== (this.kind.redriven ? 1 : 0)) found.push(`was redriven ${redriveCount} times`);
    this.events.forEach(({ id, previousEventId = 0, timestamp }, index) => {
      if (id !== index + 1) found.push(`event ${index + 1} has the id ${id}`);
      if (previousEventId > index) found.push(`event ${id} follows event ${previousEventId}, which comes later`);
      const before = this.events[index - 1]?.timestamp;
      if (before !== undefined && (timestamp ?? 0) < before) found.push(`event ${id} is older than the one before`);
    });
    const counts: Record<string, number> = {};
    for (const { stateEnteredEventDetails: entered } of this.events) {
      if (entered?.name !== undefined) counts[entered.name] = (counts[entered.name] ?? 0) + 1;
    }
    for (const [state, count] of Object.entries(this.kind.entered))
      if (counts[state] !== count) found.push(`${state} was entered ${counts[state]} times`);
    const types = this.events.map(({ type = '' }) => type);
    const timedOut = types.includes('ActivityTimedOut');
    if (!timedOut && types.toSorted().join() !== reference.toSorted().join()) found.push(`has the events ${types.join()}`);
    if (
      !timedOut &&
      ['chain', 'wait', 'retry', 'calls', 'job', 'redrive'].includes(this.kind.name) &&
      types.join() !== reference.join()
    )
      found.push(`has its events in another order: ${types.join()}`);
    found.push(...this.#ownProblems());
    return found.map((problem) => `${this.name} ${problem}`);
  }

  #ownProblems(): string[] {
    if (this.kind.name === 'wait') {
      const exited = this.events.find(({ type }) => type === 'WaitStateExited')?.timestamp?.getTime() ?? 0;
      return exited < this.due ? [`waited until ${exited}, which is before ${this.due}`] : [];
    }
    if (this.kind.name !== 'calls' && this.kind.name !== 'job') return [];
    const trace = join(this.#around.traces, this.name);
    const lines = existsSync(trace) ? readFileSync(trace, 'utf8').trim().split('\n') : [];
    if (this.kind.name === 'calls') return lines.includes('called') ? [] : ['did not call its function'];
    const begun = lines.filter((line) => line === 'began').length;
    return begun >= 1 && begun <= 2 && lines.includes('ended') ? [] : [`ran its job so: ${lines.join()}`];
  }

  /** How often the job ran. */
  get jobRuns(): number {
    if (this.kind.name !== 'job') return 0;
    return readFileSync(join(this.#around.traces, this.name), 'utf8').split('began').length - 1;
  }
}
