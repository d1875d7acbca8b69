import type { JsonataCatcher, JsonPathCatcher } from './catch.ts';
import type { PayloadTemplate, ReferencePath } from './json-path.ts';
import type { JsonataTemplate, OrJsonata } from './jsonata.ts';
import type { SubMachine } from './parallel.ts';
import type { Retrier } from './retry.ts';
import type { JsonataData, JsonPathData, JsonPathResult, Transition, Without } from './state.ts';

/** Processing mode of a Map: iterations inside this execution, or each as a child execution. */
export type ProcessorConfig =
  | { readonly Mode?: 'INLINE' }
  | { readonly Mode: 'DISTRIBUTED'; readonly ExecutionType: 'STANDARD' | 'EXPRESS' };

/** Machine that a Map runs for each item. */
export interface ItemProcessor extends SubMachine {
  /** @default `{ Mode: 'INLINE' }` */
  readonly ProcessorConfig?: ProcessorConfig;
}

/** Reader of the items of a distributed Map from S3. */
export interface ReaderConfig {
  readonly InputType?: 'CSV' | 'JSON' | 'JSONL' | 'MANIFEST' | 'PARQUET';
  readonly Transformation?: 'NONE' | 'LOAD_AND_FLATTEN';
  readonly ManifestType?: 'S3_INVENTORY' | 'ATHENA_DATA';
  readonly CSVDelimiter?: 'COMMA' | 'PIPE' | 'SEMICOLON' | 'SPACE' | 'TAB';
  readonly CSVHeaderLocation?: 'FIRST_ROW' | 'GIVEN';
  readonly CSVHeaders?: readonly string[];
  readonly MaxItems?: OrJsonata<number>;
  readonly MaxItemsPath?: ReferencePath;
  readonly ItemsPointer?: string;
}

/** Source of the items of a distributed Map. */
export interface ItemReader {
  /** `arn:aws:states:::s3:getObject` or `arn:aws:states:::s3:listObjectsV2`. */
  readonly Resource: string;
  readonly ReaderConfig?: ReaderConfig;
  readonly Arguments?: JsonataTemplate;
  readonly Parameters?: PayloadTemplate;
}

/** Batches of the items of a distributed Map. */
export interface ItemBatcher {
  readonly MaxItemsPerBatch?: OrJsonata<number>;
  readonly MaxItemsPerBatchPath?: ReferencePath;
  readonly MaxInputBytesPerBatch?: OrJsonata<number>;
  readonly MaxInputBytesPerBatchPath?: ReferencePath;
  readonly BatchInput?: JsonataTemplate;
}

/** Destination of the results of a distributed Map. */
export interface ResultWriter {
  readonly Resource?: string;
  readonly WriterConfig?: { readonly OutputType?: 'JSON' | 'JSONL'; readonly Transformation?: 'NONE' | 'COMPACT' | 'FLATTEN' };
  readonly Arguments?: JsonataTemplate;
  readonly Parameters?: PayloadTemplate;
}

interface AnyMap {
  readonly Type: 'Map';
  readonly ItemProcessor: ItemProcessor;
  /** The old name of `ItemProcessor`. */
  readonly Iterator?: SubMachine;
  readonly ItemReader?: ItemReader;
  readonly ItemBatcher?: ItemBatcher;
  readonly ResultWriter?: ResultWriter;
  /** A prefix for the Map Run's name. */
  readonly Label?: string;
  readonly Retry?: readonly Retrier[];
}

/** A Map state in JSONata. */
export type JsonataMapState = AnyMap &
  JsonataData &
  Transition & {
    /** An array, an object, or an expression that gives one. @default - the state's input */
    readonly Items?: JsonataTemplate;
    readonly ItemSelector?: JsonataTemplate;
    /** Maximum number of concurrent iterations; 0 for no limit. @default 0 */
    readonly MaxConcurrency?: OrJsonata<number>;
    readonly ToleratedFailureCount?: OrJsonata<number>;
    readonly ToleratedFailurePercentage?: OrJsonata<number>;
    readonly Catch?: readonly JsonataCatcher[];
  };

/** A Map state in JSONPath. */
export type JsonPathMapState = AnyMap &
  JsonPathData &
  JsonPathResult &
  Transition & {
    /** @default `$` */
    readonly ItemsPath?: ReferencePath;
    readonly ItemSelector?: PayloadTemplate;
    /** The old name of `ItemSelector`. */
    readonly Parameters?: PayloadTemplate;
    readonly MaxConcurrency?: number;
    readonly MaxConcurrencyPath?: ReferencePath;
    readonly ToleratedFailureCount?: number;
    readonly ToleratedFailureCountPath?: ReferencePath;
    readonly ToleratedFailurePercentage?: number;
    readonly ToleratedFailurePercentagePath?: ReferencePath;
    readonly Catch?: readonly JsonPathCatcher[];
  };

/**
 * A state that runs a machine for each item of a collection; inline or distributed.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html
 */
export type MapState = JsonataMapState | JsonPathMapState;

/** Makes a {@link MapState}. (Named so as not to hide the global `Map`.) */
export function mapState<const State extends Without<MapState, 'Type'>>(state: State): State & { readonly Type: 'Map' } {
  return { Type: 'Map', ...state };
}
