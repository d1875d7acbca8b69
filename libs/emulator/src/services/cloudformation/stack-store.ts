import type { Collection, Store } from '../../core/store.ts';
import type { Json } from './template/json.ts';
import type { ParameterValue } from './template/parameters.ts';

/** Desired or former state of a stack: template and inputs. */
export interface StackInputs {
  readonly templateBody: string;
  readonly parameters: readonly ParameterValue[];
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  /** Rollback configuration as given: kept and returned, and not watched. */
  readonly rollbackConfiguration?: Json;
}

/** An output of a stack. */
export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

/** A resource that an update has left behind and that is to be deleted once the update is through. */
export interface Leftover {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, Json>>;
  readonly properties: Readonly<Record<string, Json>>;
  readonly policy: string;
}

/** A stack. Its status alone says what is being done with it: a server that starts takes it up from there. */
export interface StackRecord extends StackInputs {
  /** The stack's ARN. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly description?: string;
  readonly createdMillis: number;
  readonly updatedMillis?: number;
  readonly deletedMillis?: number;
  readonly outputs: readonly StackOutput[];
  /** Names of exports that the stack's properties use. */
  readonly imports: readonly string[];
  readonly roleArn?: string;
  /** ARN of the caller that the stack's calls are made as, without a role. */
  readonly caller: Json;
  readonly disableRollback: boolean;
  readonly onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  readonly retainExceptOnCreate: boolean;
  readonly timeoutMinutes?: number;
  readonly terminationProtection: boolean;
  readonly changeSetId?: string;
  readonly clientRequestToken?: string;
  readonly stackPolicy?: string;
  /** Holds instead of `stackPolicy` during the update that is in progress. */
  readonly updatePolicy?: string;
  /** Names the operation that is in progress, or the last one. */
  readonly operationId: string;
  /** State that an update is rolled back to. */
  readonly previous?: StackInputs & {
    readonly outputs: readonly StackOutput[];
    readonly imports: readonly string[];
    readonly description?: string;
  };
  readonly leftovers: readonly Leftover[];
  /** Logical ids that the deletion under way leaves alone. */
  readonly retained?: readonly string[];
}

/** State of a resource before the operation that is in progress. */
export interface ResourceSnapshot {
  readonly type: string;
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, Json>>;
  readonly properties: Readonly<Record<string, Json>>;
  readonly dependencies: readonly string[];
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
  readonly metadata?: Json;
  readonly generatedName?: string;
}

/** A resource of a stack. */
export interface ResourceRecord extends Partial<ResourceSnapshot> {
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly timestampMillis: number;
  readonly dependencies: readonly string[];
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
  /** The operation that this resource went through. */
  readonly settledIn?: string;
  /** The operation that last began to change it. */
  readonly touchedIn?: string;
  /** State before `touchedIn`; null where it did not exist. */
  readonly before?: ResourceSnapshot | null;
  /** State before the first of several updates, of which those before this one failed and were not rolled back. */
  readonly origin?: ResourceSnapshot | null;
  /** The id of what is being made to replace the resource. */
  readonly claimedId?: string;
}

/** An event of a stack. */
export interface EventRecord {
  readonly id: string;
  readonly operationId: string;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly properties?: string;
  readonly timestampMillis: number;
  readonly clientRequestToken?: string;
}

/** A change that is planned for one resource. */
export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly replacement?: 'True' | 'False' | 'Conditional';
  readonly scope: readonly string[];
  readonly details: readonly {
    readonly attribute: string;
    readonly name?: string;
    readonly requiresRecreation: 'Never' | 'Always';
    readonly before?: string;
    readonly after?: string;
  }[];
  readonly policyAction?: string;
  readonly beforeContext?: string;
  readonly afterContext?: string;
}

/** A change set. */
export interface ChangeSetRecord extends StackInputs {
  /** The change set's ARN. */
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly description?: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly executionStatus: string;
  readonly createdMillis: number;
  readonly changes: readonly PlannedChange[];
  readonly roleArn?: string;
  readonly onStackFailure?: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  readonly includeNestedStacks: boolean;
  readonly clientToken?: string;
}

/** All that CloudFormation keeps. Keys of stacks and change sets are their ARNs; resources and events are under their stack's ARN. */
export interface StackStore {
  readonly stacks: Collection<StackRecord>;
  readonly resources: Collection<ResourceRecord>;
  readonly events: Collection<EventRecord>;
  readonly changeSets: Collection<ChangeSetRecord>;
}

/** Opens the collections of CloudFormation. */
export function openStackStore(store: Store): StackStore {
  return {
    stacks: store.collection('cloudformation.stack'),
    resources: store.collection('cloudformation.resource'),
    events: store.collection('cloudformation.event'),
    changeSets: store.collection('cloudformation.change-set'),
  };
}
