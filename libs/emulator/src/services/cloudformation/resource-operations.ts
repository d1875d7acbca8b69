import { createHash } from 'node:crypto';
import { resolveDynamicReferences } from './dynamic-references.ts';
import { CancelledError, failureReason, ResourceError } from './failure-reason.ts';
import { physicalName } from './physical-name.ts';
import { coerceProperties } from './resource-types/property-shape.ts';
import {
  type Properties,
  type ResourceContext,
  type ResourceState,
  type ResourceType,
  resourceTypeOf,
} from './resource-types/resource-type.ts';
import type { Leftover, ResourceRecord, ResourceSnapshot, StackRecord } from './stack-store.ts';
import type { Stacks } from './stacks.ts';
import type { Json } from './template/json.ts';

/** The server stops: what is under way is left as it is and taken up at the next start. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** Desired state of a resource. */
export interface DesiredResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
  readonly dependencies: readonly string[];
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
  readonly metadata?: Json;
}

/** Makes, changes and deletes single resources of a stack, with its events. */
export class ResourceOperations {
  readonly #stacks: Stacks;
  readonly #signal: AbortSignal;

  /** @param signal aborted with the reason why operations end: {@link InterruptedError} or {@link CancelledError} */
  constructor(stacks: Stacks, signal: AbortSignal) {
    this.#stacks = stacks;
    this.#signal = signal;
  }

  /** The type of a resource. */
  typeOf(typeName: string): ResourceType {
    const type = resourceTypeOf(this.#stacks.types, typeName);
    if (!type) throw new ResourceError(`Unrecognized resource type: ${typeName}`);
    return type;
  }

  /**
   * Makes a resource; `before` is what it replaces.
   *
   * @returns true where it exists now; false where it failed, as its record says
   */
  async create(stack: StackRecord, desired: DesiredResource, before: ResourceSnapshot | null): Promise<boolean> {
    const { logicalId, type: typeName } = desired;
    const verb = before ? 'UPDATE' : 'CREATE';
    const interrupted = this.#interrupted(stack, logicalId);
    const type = this.typeOf(typeName);
    const generatedName = interrupted?.generatedName ?? physicalName(stack.name, logicalId, type.generatedName ?? {});
    let record = this.#stacks.setResource(
      stack.id,
      interrupted ?? this.#blank(desired),
      {
        ...snapshotMembers(before),
        ...(before ? {} : { physicalId: undefined, properties: desired.properties, type: typeName }),
        status: `${verb}_IN_PROGRESS`,
        ...(before
          ? { statusReason: 'Requested update requires the creation of a new physical resource; hence creating one.' }
          : {}),
        touchedIn: stack.operationId,
        before,
        origin: this.#stacks.resource(stack.id, logicalId)?.origin,
        generatedName,
      },
      interrupted ? 'silent' : 'event',
    );
    const claim = (physicalId: string): void => {
      if (before)
        record = this.#stacks.setResource(
          stack.id,
          record,
          { claimedId: physicalId, statusReason: record.statusReason },
          'silent',
        );
      else if (record.physicalId !== physicalId)
        record = this.#stacks.setResource(stack.id, record, { physicalId, statusReason: 'Resource creation Initiated' });
    };
    return await this.#attempt(
      stack,
      verb,
      async () => {
        const context = this.#context(stack, desired, generatedName, 'Create', claim);
        if (interrupted) await this.#removeHalfMade(type, interrupted, generatedName, context);
        const state = await type.create(await this.#prepare(type, desired.properties, context), context);
        claim(state.physicalId);
        this.#stacks.setResource(stack.id, record, { ...settled(stack, desired, state, verb), before });
      },
      () => record,
    );
  }

  /** Changes a resource in place. */
  async update(
    stack: StackRecord,
    current: ResourceRecord,
    desired: DesiredResource,
    before: ResourceSnapshot,
  ): Promise<boolean> {
    const type = this.typeOf(desired.type);
    const record = this.#stacks.setResource(stack.id, current, {
      status: 'UPDATE_IN_PROGRESS',
      touchedIn: stack.operationId,
      before,
    });
    return await this.#attempt(
      stack,
      'UPDATE',
      async () => {
        const context = this.#context(stack, desired, record.generatedName ?? '', 'Update', () => {});
        const properties = await this.#prepare(type, desired.properties, context);
        const was = type.attributes === 'any' ? before.properties : coerceProperties(before.properties, type.properties, []);
        const state = await type.update(stateOf(before), properties, was, context);
        this.#stacks.setResource(stack.id, record, { ...settled(stack, desired, state, 'UPDATE'), before });
      },
      () => record,
    );
  }

  /** Deletes a resource of the stack. */
  async delete(stack: StackRecord, record: ResourceRecord, snapshot: ResourceSnapshot): Promise<boolean> {
    const started = this.#stacks.setResource(stack.id, record, { status: 'DELETE_IN_PROGRESS' });
    return await this.#attempt(
      stack,
      'DELETE',
      async () => {
        await this.#remove(stack, record.logicalId, snapshot);
        this.#stacks.setResource(stack.id, started, { status: 'DELETE_COMPLETE', before: undefined });
      },
      () => started,
    );
  }

  /** Deletes what an update has replaced; the record of the resource that took its place stays as it is. */
  async deleteLeftover(stack: StackRecord, leftover: Leftover): Promise<boolean> {
    const { logicalId, physicalId, type } = leftover;
    const event = { logicalId, physicalId, type };
    this.#stacks.addEvent(stack, { ...event, status: 'DELETE_IN_PROGRESS' });
    try {
      await this.#remove(stack, logicalId, leftover);
      this.#stacks.addEvent(stack, { ...event, status: 'DELETE_COMPLETE' });
      return true;
    } catch (error) {
      if (this.#signal.reason instanceof InterruptedError) throw this.#signal.reason;
      this.#stacks.addEvent(stack, { ...event, status: 'DELETE_FAILED', reason: failureReason(error, logicalId) });
      return false;
    }
  }

  async #remove(
    stack: StackRecord,
    logicalId: string,
    {
      type: typeName,
      physicalId,
      attributes,
      properties,
    }: Pick<ResourceSnapshot, 'type' | 'physicalId' | 'attributes' | 'properties'>,
  ): Promise<void> {
    const type = this.typeOf(typeName);
    const context = this.#context(stack, { logicalId, type: typeName }, '', `Delete/${physicalId}`, () => {});
    await type.delete({ physicalId, attributes }, properties, context);
  }

  async #attempt(stack: StackRecord, verb: string, work: () => Promise<void>, latest: () => ResourceRecord): Promise<boolean> {
    try {
      this.#signal.throwIfAborted();
      await work();
      return true;
    } catch (error) {
      if (this.#signal.reason instanceof InterruptedError) throw this.#signal.reason;
      const reason =
        error instanceof CancelledError
          ? `Resource ${verb === 'CREATE' ? 'creation' : 'update'} cancelled`
          : failureReason(error, latest().logicalId);
      this.#stacks.runtime.log('debug', `cloudformation: ${stack.name}/${latest().logicalId} failed: ${(error as Error).stack}`);
      this.#stacks.setResource(stack.id, latest(), { status: `${verb}_FAILED`, statusReason: reason });
      return false;
    }
  }

  /** Takes away what an attempt left that a killed server was in the middle of, so that it can be made anew. */
  async #removeHalfMade(
    type: ResourceType,
    record: ResourceRecord,
    generatedName: string,
    context: ResourceContext,
  ): Promise<void> {
    if (type.attributes === 'any') return;
    const physicalId = record.before ? (record.claimedId ?? generatedName) : (record.physicalId ?? generatedName);
    try {
      await type.delete({ physicalId, attributes: {} }, record.properties ?? {}, context);
    } catch (error) {
      context.log('debug', `cloudformation: nothing of ${record.logicalId} to take away: ${(error as Error).message}`);
    }
  }

  /** The record of an attempt that did not come to its end: a killed server's, or one that failed and was left. */
  #interrupted(stack: StackRecord, logicalId: string): ResourceRecord | undefined {
    const record = this.#stacks.resource(stack.id, logicalId);
    const isInterrupted = record?.touchedIn === stack.operationId && record.status.endsWith('_IN_PROGRESS');
    return isInterrupted || record?.status === 'CREATE_FAILED' ? record : undefined;
  }

  #blank(desired: DesiredResource): ResourceRecord {
    const { logicalId, type, dependencies, deletionPolicy, updateReplacePolicy } = desired;
    return { logicalId, type, dependencies, deletionPolicy, updateReplacePolicy, status: '', timestampMillis: 0 };
  }

  async #prepare(type: ResourceType, properties: Properties, context: ResourceContext): Promise<Properties> {
    const read = async (reference: string): Promise<string> => {
      const { Parameter } = await context.call<{ Parameter: { Value: string } }>('ssm', 'GetParameter', {
        Name: reference,
        WithDecryption: true,
      });
      return Parameter.Value;
    };
    const resolved = (await resolveDynamicReferences(properties as Record<string, Json>, read)) as Record<string, Json>;
    return type.attributes === 'any' ? resolved : coerceProperties(resolved, type.properties, type.required);
  }

  #context(
    stack: StackRecord,
    { logicalId, type }: Pick<DesiredResource, 'logicalId' | 'type'>,
    generatedName: string,
    action: string,
    claim: (physicalId: string) => void,
  ): ResourceContext {
    const { runtime } = this.#stacks;
    const caller = this.#stacks.callerOf(stack);
    return {
      stackId: stack.id,
      stackName: stack.name,
      logicalId,
      typeName: type,
      account: runtime.account,
      region: stack.region,
      partition: runtime.partition,
      endpointUrl: runtime.endpointUrl,
      generatedName,
      stackTags: stack.tags,
      signal: this.#signal,
      now: () => runtime.clock.now(),
      setTimer: (epochMillis, callback) => runtime.clock.setTimer(epochMillis, callback),
      call: async (service, operation, input) => {
        this.#signal.throwIfAborted();
        return await runtime.aws.call(service, operation, input, { caller, region: stack.region });
      },
      claim,
      awaitResponse: (token, signal) => this.#stacks.responses.wait(token, signal),
      requestToken: createHash('sha256')
        .update(`${stack.operationId}/${stack.status}/${logicalId}/${action}`)
        .digest('hex')
        .slice(0, 48),
      log: runtime.log,
    };
  }
}

/** The members of a record that say what the resource is. */
export function snapshotOf(record: ResourceRecord): ResourceSnapshot | null {
  const { type, physicalId, attributes = {}, properties = {}, dependencies, deletionPolicy, updateReplacePolicy } = record;
  if (physicalId === undefined) return null;
  return {
    type,
    physicalId,
    attributes,
    properties,
    dependencies,
    deletionPolicy,
    updateReplacePolicy,
    ...(record.metadata === undefined ? {} : { metadata: record.metadata }),
    ...(record.generatedName === undefined ? {} : { generatedName: record.generatedName }),
  };
}

function snapshotMembers(snapshot: ResourceSnapshot | null): Partial<ResourceRecord> {
  return snapshot ? { ...snapshot } : {};
}

function stateOf({ physicalId, attributes }: ResourceSnapshot): ResourceState {
  return { physicalId, attributes };
}

function settled(
  stack: StackRecord,
  desired: DesiredResource,
  state: ResourceState,
  verb: string,
): Parameters<Stacks['setResource']>[2] {
  return {
    ...desired,
    metadata: desired.metadata,
    physicalId: state.physicalId,
    attributes: state.attributes,
    claimedId: undefined,
    status: `${verb}_COMPLETE`,
    settledIn: stack.operationId,
  };
}
