import type { Json } from '../json.ts';

/** A state's data between its steps, for TestState: each field by its name in the API's inspectionData. */
export interface StateInspection {
  afterInputPath?: Json;
  afterParameters?: Json;
  afterArguments?: Json;
  result?: Json;
  afterResultSelector?: Json;
  afterResultPath?: Json;
  afterItemsPath?: Json;
  afterItemSelector?: Json;
  afterItemBatcher?: Json;
  afterItemsPointer?: Json;
  toleratedFailureCount?: number;
  toleratedFailurePercentage?: number;
  maxConcurrency?: number;
  variables?: Readonly<Record<string, Json>>;
}
