import type { Json } from '../json.ts';
import type { Reader } from './reader.ts';
import type {
  DistributedMap,
  ItemBatcher,
  ItemReader,
  MachineNode,
  MapNode,
  ResultCommon,
  ResultWriter,
  Template,
} from './state-node.ts';

/** Reads what a Map state has beyond what Task and Parallel have too. `parseMachine` reads its processor. */
export function parseMap(
  state: Reader,
  common: ResultCommon,
  parseMachine: (value: Json | undefined, pointer: string) => MachineNode,
): MapNode {
  const field = state.has('ItemProcessor') ? 'ItemProcessor' : 'Iterator';
  const pointer = `${state.pointer}/${field}`;
  const itemsPath = state.path('ItemsPath');
  return {
    ...common,
    type: 'Map',
    processor: parseMachine(state.object[field], pointer),
    // Before there was an ItemSelector, Parameters made each iteration's input.
    parameters: undefined,
    itemsPath: itemsPath ?? undefined,
    items: state.jsonata('Items'),
    itemSelector: state.template('ItemSelector') ?? (state.language === 'JSONPath' ? state.template('Parameters') : undefined),
    maxConcurrency: state.source('MaxConcurrency'),
    distributed: parseDistributed(state, field, pointer),
  };
}

function parseDistributed(state: Reader, field: string, pointer: string): DistributedMap | undefined {
  const processor = state.inner(field);
  if (!processor.has('ProcessorConfig')) return undefined;
  const config = processor.inner('ProcessorConfig');
  if (config.optionalText('Mode') !== 'DISTRIBUTED') return undefined;
  return {
    processorPointer: pointer,
    executionType: config.optionalText('ExecutionType') === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
    label: state.optionalText('Label'),
    toleratedFailureCount: state.source('ToleratedFailureCount'),
    toleratedFailurePercentage: state.source('ToleratedFailurePercentage'),
    itemReader: state.has('ItemReader') ? parseItemReader(state.inner('ItemReader')) : undefined,
    itemBatcher: state.has('ItemBatcher') ? parseItemBatcher(state.inner('ItemBatcher')) : undefined,
    resultWriter: state.has('ResultWriter') ? parseResultWriter(state.inner('ResultWriter')) : undefined,
  };
}

function parseItemReader(reader: Reader): ItemReader {
  const config = reader.has('ReaderConfig') ? reader.inner('ReaderConfig') : undefined;
  return {
    resource: reader.text('Resource'),
    parameters: argumentsOf(reader, 'ItemReader') ?? { language: 'JSONPath', template: { kind: 'constant', value: {} } },
    readerConfig: config?.object ?? {},
    maxItems: config?.source('MaxItems', 'ItemReader/ReaderConfig/MaxItems'),
    itemsPointer: config?.source('ItemsPointer', 'ItemReader/ReaderConfig/ItemsPointer'),
  };
}

function parseItemBatcher(reader: Reader): ItemBatcher {
  return {
    maxItemsPerBatch: reader.source('MaxItemsPerBatch', 'ItemBatcher/MaxItemsPerBatch'),
    maxInputBytesPerBatch: reader.source('MaxInputBytesPerBatch', 'ItemBatcher/MaxInputBytesPerBatch'),
    batchInput: reader.template('BatchInput', 'ItemBatcher/BatchInput'),
  };
}

function parseResultWriter(reader: Reader): ResultWriter {
  return {
    resource: reader.optionalText('Resource'),
    parameters: argumentsOf(reader, 'ResultWriter'),
    writerConfig: reader.has('WriterConfig') ? reader.inner('WriterConfig').object : {},
  };
}

function argumentsOf(reader: Reader, field: string): Template | undefined {
  return reader.language === 'JSONPath' ? reader.template('Parameters') : reader.template('Arguments', `${field}/Arguments`);
}
