import type { Json, JsonObject } from '../json.ts';
import type { Path } from '../json-path/path.ts';
import type { JsonataTemplate } from '../jsonata/jsonata-template.ts';
import type { PayloadTemplate } from '../payload-template/payload-template.ts';
import type { ResourceName } from './resource-name.ts';

/** A state, read and compiled. */
export type StateNode = PassNode | TaskNode | ChoiceNode | WaitNode | SucceedNode | FailNode | ParallelNode | MapNode;

/** A part of a definition with separate states: the machine itself, a branch, an item processor. */
export interface MachineNode {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, StateNode>;
}

/** Fields of all states. */
export interface StateCommon {
  readonly name: string;
  /** The JSON pointer to it in the whole definition: names it in coverage reports. */
  readonly pointer: string;
  readonly language: 'JSONPath' | 'JSONata';
  /** The state that follows; `undefined` at the end. */
  readonly next: string | undefined;
  /** JSONPath: `null` for no input at all. @default - everything (`undefined`) */
  readonly inputPath: Path | null | undefined;
  readonly outputPath: Path | null | undefined;
  /** JSONata's Output. */
  readonly output: JsonataTemplate | undefined;
  /** The variables that it assigns. */
  readonly assign: Template | undefined;
}

/** A template of either language. */
export type Template =
  | { readonly language: 'JSONPath'; readonly template: PayloadTemplate }
  | { readonly language: 'JSONata'; readonly template: JsonataTemplate };

/** A field that is a literal, a path (`SecondsPath`), or JSONata. */
export type FieldSource =
  | { readonly kind: 'literal'; readonly field: string; readonly value: Json }
  | { readonly kind: 'path'; readonly field: string; readonly template: PayloadTemplate; readonly text: string }
  | { readonly kind: 'jsonata'; readonly field: string; readonly template: JsonataTemplate };

/** Handling of results and errors in Task, Parallel and Map. */
export interface ResultCommon extends StateCommon {
  readonly parameters: PayloadTemplate | undefined;
  readonly arguments: JsonataTemplate | undefined;
  readonly resultSelector: PayloadTemplate | undefined;
  /** `null` throws the result away. @default - the result takes the input's place (`undefined`) */
  readonly resultPath: Path | null | undefined;
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly fullJitter: boolean;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  readonly resultPath: Path | null | undefined;
  readonly output: JsonataTemplate | undefined;
  readonly assign: Template | undefined;
}

export interface PassNode extends StateCommon {
  readonly type: 'Pass';
  readonly result: { readonly value: Json } | undefined;
  readonly parameters: PayloadTemplate | undefined;
  readonly resultPath: Path | null | undefined;
}

export interface TaskNode extends ResultCommon {
  readonly type: 'Task';
  readonly resource: ResourceName;
  readonly timeoutSeconds: FieldSource | undefined;
  readonly heartbeatSeconds: FieldSource | undefined;
  readonly credentials: Template | undefined;
}

export interface ChoiceNode extends StateCommon {
  readonly type: 'Choice';
  readonly rules: readonly ChoiceRule[];
  readonly default: string | undefined;
}

/** One of a Choice state's rules: a test of JSONPath's kind, or JSONata's Condition. */
export interface ChoiceRule {
  readonly test: ChoiceTest | undefined;
  readonly condition: JsonataTemplate | undefined;
  readonly next: string;
  readonly output: JsonataTemplate | undefined;
  readonly assign: Template | undefined;
}

/** A test on the state's input, compiled. */
export type ChoiceTest =
  | { readonly kind: 'and' | 'or'; readonly tests: readonly ChoiceTest[] }
  | { readonly kind: 'not'; readonly test: ChoiceTest }
  | {
      readonly kind: 'compare';
      readonly variable: Path;
      /** The operator without `Path`: `NumericEquals`. */
      readonly operator: string;
      /** Operand of the comparison: a value or a path. */
      readonly operand: { readonly value: Json } | { readonly path: Path };
    };

export interface WaitNode extends StateCommon {
  readonly type: 'Wait';
  readonly kind: 'Seconds' | 'Timestamp';
  readonly until: FieldSource;
}

export interface SucceedNode extends StateCommon {
  readonly type: 'Succeed';
}

export interface FailNode extends StateCommon {
  readonly type: 'Fail';
  readonly error: FieldSource | undefined;
  readonly cause: FieldSource | undefined;
}

export interface ParallelNode extends ResultCommon {
  readonly type: 'Parallel';
  readonly branches: readonly MachineNode[];
}

export interface MapNode extends ResultCommon {
  readonly type: 'Map';
  readonly processor: MachineNode;
  readonly itemsPath: Path | undefined;
  readonly items: JsonataTemplate | undefined;
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: FieldSource | undefined;
  /** Settings of a distributed Map. */
  readonly distributed: DistributedMap | undefined;
}

/** Fields of a distributed Map beyond an inline one. */
export interface DistributedMap {
  /** Names the processor in commands: the pointer to it. */
  readonly processorPointer: string;
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly label: string | undefined;
  readonly toleratedFailureCount: FieldSource | undefined;
  readonly toleratedFailurePercentage: FieldSource | undefined;
  readonly itemReader: ItemReader | undefined;
  readonly itemBatcher: ItemBatcher | undefined;
  readonly resultWriter: ResultWriter | undefined;
}

export interface ItemReader {
  readonly resource: string;
  readonly parameters: Template;
  readonly readerConfig: JsonObject;
  readonly maxItems: FieldSource | undefined;
  /** `ItemsPointer` of a JSON file, as a JSON pointer. */
  readonly itemsPointer: FieldSource | undefined;
}

export interface ItemBatcher {
  readonly maxItemsPerBatch: FieldSource | undefined;
  readonly maxInputBytesPerBatch: FieldSource | undefined;
  readonly batchInput: Template | undefined;
}

export interface ResultWriter {
  readonly resource: string | undefined;
  readonly parameters: Template | undefined;
  readonly writerConfig: JsonObject;
}
