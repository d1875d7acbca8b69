import { randomUUID } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import type { Caller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Call } from '../../core/service.ts';
import { CustomResourceResponses } from './custom-resource-responses.ts';
import { notifyTopics } from './notify-topics.ts';
import type { ResourceTypes } from './resource-types/resource-type.ts';
import {
  type EventRecord,
  openStackStore,
  type ResourceRecord,
  type StackOutput,
  type StackRecord,
  type StackStore,
} from './stack-store.ts';
import type { Json } from './template/json.ts';
import { validationError } from './template/validation-error.ts';

/** The stacks of this server: found by name or ARN, changed with its events. */
export class Stacks {
  readonly runtime: Runtime;
  readonly store: StackStore;
  readonly types: ResourceTypes;
  readonly responses: CustomResourceResponses;
  #lastEventMillis = 0;

  constructor(runtime: Runtime, types: ResourceTypes) {
    this.runtime = runtime;
    this.store = openStackStore(runtime.store);
    this.types = types;
    this.responses = new CustomResourceResponses(runtime.store);
  }

  /** The stack of that ARN, whatever its status; or the one of that name that has not been deleted. */
  find(nameOrId: string, call: Pick<Call, 'region'>): StackRecord | undefined {
    if (nameOrId.startsWith('arn:')) return this.store.stacks.get(nameOrId);
    return this.all(call.region).find(({ name, status }) => name === nameOrId && status !== 'DELETE_COMPLETE');
  }

  /** @throws AwsError `ValidationError` when the stack does not exist */
  get(nameOrId: string, call: Pick<Call, 'region'>, words: 'Stack with id' | 'Stack' = 'Stack with id'): StackRecord {
    const stack = this.find(nameOrId, call);
    if (stack) return stack;
    throw validationError(words === 'Stack' ? `Stack [${nameOrId}] does not exist` : `Stack with id ${nameOrId} does not exist`);
  }

  /** All stacks of a region, the newest first. */
  all(region: string): StackRecord[] {
    return this.store.stacks
      .list()
      .map(({ value }) => value)
      .filter((stack) => stack.region === region)
      .sort((a, b) => b.createdMillis - a.createdMillis);
  }

  /** The stack as it is now. */
  read(stackId: string): StackRecord {
    const stack = this.store.stacks.get(stackId);
    if (!stack) throw new Error(`stack ${stackId} is gone`);
    return stack;
  }

  /** Changes members of a stack; undefined takes one away. */
  write(stackId: string, changes: { readonly [Member in keyof StackRecord]?: StackRecord[Member] | undefined }): StackRecord {
    const next = dropUndefined({ ...this.read(stackId), ...changes }) as StackRecord;
    this.store.stacks.put(stackId, next);
    return next;
  }

  /** Sets a stack's status, with its event. */
  setStatus(stackId: string, status: string, reason?: string, changes: Parameters<Stacks['write']>[1] = {}): StackRecord {
    return this.runtime.store.transaction(() => {
      const stack = this.write(stackId, { ...changes, status, statusReason: reason });
      this.addEvent(stack, {
        logicalId: stack.name,
        physicalId: stack.id,
        type: 'AWS::CloudFormation::Stack',
        status,
        ...(reason === undefined ? {} : { reason }),
      });
      return stack;
    });
  }

  /** The resources of a stack by their logical ids; those that are deleted included. */
  resources(stackId: string): ResourceRecord[] {
    return this.store.resources.list({ prefix: `${stackId}/` }).map(({ value }) => value);
  }

  /** A resource of a stack. */
  resource(stackId: string, logicalId: string): ResourceRecord | undefined {
    return this.store.resources.get(`${stackId}/${logicalId}`);
  }

  /** Changes a resource; where the status changes or a reason is given, with its event. */
  setResource(
    stackId: string,
    record: ResourceRecord,
    changes: { readonly [Member in keyof ResourceRecord]?: ResourceRecord[Member] | undefined },
    event: 'event' | 'silent' = 'event',
  ): ResourceRecord {
    return this.runtime.store.transaction(() => {
      const next = dropUndefined({
        ...record,
        statusReason: undefined,
        ...changes,
        timestampMillis: this.runtime.clock.now(),
      }) as ResourceRecord;
      this.store.resources.put(`${stackId}/${record.logicalId}`, next);
      if (event === 'event') {
        this.addEvent(this.read(stackId), {
          logicalId: next.logicalId,
          ...(next.physicalId === undefined ? {} : { physicalId: next.physicalId }),
          type: next.type,
          status: next.status,
          ...(next.statusReason === undefined ? {} : { reason: next.statusReason }),
          ...(next.properties === undefined ? {} : { properties: JSON.stringify(next.properties) }),
        });
      }
      return next;
    });
  }

  /** The events of a stack, the oldest first. */
  events(stackId: string): EventRecord[] {
    return this.store.events.list({ prefix: `${stackId}/` }).map(({ value }) => value);
  }

  /** Exports of the stacks of a region. */
  exports(region: string): { readonly stack: StackRecord; readonly output: StackOutput; readonly name: string }[] {
    return this.all(region)
      .filter(({ status }) => status !== 'DELETE_COMPLETE')
      .flatMap((stack) =>
        stack.outputs.flatMap((output) => (output.exportName === undefined ? [] : [{ stack, output, name: output.exportName }])),
      );
  }

  /** The names of the stacks that import an export. */
  importers(exportName: string, region: string): string[] {
    return this.all(region)
      .filter(({ status, imports }) => status !== 'DELETE_COMPLETE' && imports.includes(exportName))
      .map(({ name }) => name);
  }

  /** The value of an export. @throws AwsError where there is none */
  importValue(name: string, region: string): Json {
    const found = this.exports(region).find((each) => each.name === name);
    if (!found) throw validationError(`No export named ${name} found.`);
    return found.output.value;
  }

  /** Returns the caller of a stack's calls: its role, or the caller of the operation. */
  callerOf(stack: Pick<StackRecord, 'roleArn' | 'caller'>): Caller {
    if (stack.roleArn === undefined) return stack.caller as unknown as Caller;
    return this.assumeRole(stack.roleArn);
  }

  /** @throws AwsError `ValidationError` where CloudFormation cannot assume the role */
  assumeRole(roleArn: string): Caller {
    try {
      return this.runtime.aws.assumeRole(roleArn, 'AWSCloudFormation', 'cloudformation.amazonaws.com');
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw validationError(`Role ${roleArn} is invalid or cannot be assumed`);
    }
  }

  /** Adds an event to a stack's history. */
  addEvent(stack: StackRecord, event: Omit<EventRecord, 'id' | 'timestampMillis' | 'operationId' | 'clientRequestToken'>): void {
    // No two events bear one time: clients put them in order by it.
    const timestampMillis = Math.max(this.runtime.clock.now(), this.#lastEventMillis + 1);
    this.#lastEventMillis = timestampMillis;
    const isStack = event.type === 'AWS::CloudFormation::Stack';
    const order = String(timestampMillis).padStart(15, '0');
    const record: EventRecord = {
      ...event,
      id: isStack ? randomUUID() : `${event.logicalId}-${event.status}-${new Date(timestampMillis).toISOString()}`,
      operationId: stack.operationId,
      timestampMillis,
      ...(stack.clientRequestToken === undefined ? {} : { clientRequestToken: stack.clientRequestToken }),
    };
    this.store.events.put(`${stack.id}/${order}`, record);
    if (stack.notificationArns.length > 0) notifyTopics(this.runtime, stack, record, this.callerOf(stack));
  }
}

function dropUndefined(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
