import { describe, expect, it } from 'vitest';
import { validateStateMachine } from './validate-state-machine.ts';

const end = { Type: 'Pass', End: true };
const processor = (config?: object) => ({ ...(config && { ProcessorConfig: config }), StartAt: 'I', States: { I: end } });
const inline = { Type: 'Map', ItemProcessor: processor(), End: true };
const distributed = { ...inline, ItemProcessor: processor({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }) };
const jsonata = (state: object) => ({ QueryLanguage: 'JSONata', ...state });

/** What is found in a machine whose one state this is, as `location: message` with the state's own location left out. */
function foundIn(state: unknown, type: 'STANDARD' | 'EXPRESS' = 'STANDARD'): string[] {
  return validateStateMachine({ StartAt: 'S', States: { S: state } }, { type }).map(
    ({ code, location, message }) =>
      `${code === 'SCHEMA_VALIDATION_FAILED' ? '' : `${code} `}${location?.replace('/States/S', '')}: ${message}`,
  );
}

describe('a Map state', () => {
  const only = (fields: string) => `: This object should have only one of the following fields: [${fields}]`;
  it.each<[string, object, string[]]>([
    ['no processor', { Type: 'Map', End: true }, [only('ItemProcessor, Iterator')]],
    [
      'two processors',
      { ...inline, Iterator: { StartAt: 'J', States: { J: end } } },
      [': There should only be one of the following fields: [ItemProcessor, Iterator]'],
    ],
    ['a processor that is not an object', { ...inline, ItemProcessor: 1 }, ['/ItemProcessor: Expected value of type [OBJECT]']],
    [
      'another Mode',
      { ...inline, ItemProcessor: processor({ Mode: 'HYBRID' }) },
      ['/ItemProcessor/ProcessorConfig/Mode: Value should be one of the following: [INLINE, DISTRIBUTED]'],
    ],
    [
      'an ExecutionType inline',
      { ...inline, ItemProcessor: processor({ Mode: 'INLINE', ExecutionType: 'EXPRESS' }) },
      ["/ItemProcessor/ProcessorConfig: Field 'ExecutionType' is not supported"],
    ],
    [
      'no ExecutionType',
      { ...inline, ItemProcessor: processor({ Mode: 'DISTRIBUTED' }) },
      ['/ItemProcessor/ProcessorConfig: These fields are required: [ExecutionType]'],
    ],
    [
      'another ExecutionType',
      { ...inline, ItemProcessor: processor({ Mode: 'DISTRIBUTED', ExecutionType: 'SLOW' }) },
      ['/ItemProcessor/ProcessorConfig/ExecutionType: Value should be one of the following: [STANDARD, EXPRESS]'],
    ],
    ['an ItemReader inline', { ...inline, ItemReader: {} }, [": Field 'ItemReader' is not supported"]],
    ['ItemsPath to many places', { ...inline, ItemsPath: '$.a[*]' }, ['/ItemsPath: Value is not a Reference Path']],
    ['ItemsPath null', { ...inline, ItemsPath: null }, ['/ItemsPath: Value must be a valid JSONPath.']],
    ['MaxConcurrency below zero', { ...inline, MaxConcurrency: -1 }, ['/MaxConcurrency: Minimum value is 0']],
    [
      'ToleratedFailurePercentage above 100',
      { ...distributed, ToleratedFailurePercentage: 100.5 },
      ['/ToleratedFailurePercentage: Maximum value is 100.0'],
    ],
    [
      'ItemSelector and Parameters',
      { ...inline, ItemSelector: {}, Parameters: {} },
      [': There should only be one of the following fields: [ItemSelector, Parameters]'],
    ],
    [
      'Items that are not items',
      jsonata({ ...inline, Items: 5 }),
      ['/Items: Value must be an array, an object or a JSONata expression'],
    ],
    ['Items of all kinds', jsonata({ ...inline, Items: [1] }), []],
    ['Items that are an object', jsonata({ ...inline, Items: {} }), []],
    [
      'an odd Label',
      { ...distributed, Label: 'a b' },
      ["INVALID_LABEL_NAME /Label: Invalid label: 'a b' (1 to 40 characters, without spaces, wildcards or special characters)"],
    ],
    ['a Label that is not a text', { ...distributed, Label: 1 }, [expect.stringMatching(/^INVALID_LABEL_NAME /)]],
    [
      'everything',
      {
        ...distributed,
        Label: 'L',
        ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: {} },
        ItemBatcher: { MaxItemsPerBatch: 2 },
        ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: {} },
      },
      [],
    ],
  ])('%s', (_what, state, expected) => expect(foundIn(state)).toEqual(expected));

  it('of an Express machine is never distributed', () => {
    expect(foundIn(distributed, 'EXPRESS')).toEqual([
      "/ItemProcessor/ProcessorConfig/Mode: The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
    ]);
  });

  it('has a Label that no other has', () => {
    const twice = {
      StartAt: 'A',
      States: {
        A: { ...distributed, Label: 'L', End: undefined, Next: 'B' },
        B: { ...distributed, ItemProcessor: { ...distributed.ItemProcessor, StartAt: 'J', States: { J: end } }, Label: 'L' },
      },
    };

    expect(validateStateMachine(twice)).toEqual([
      { severity: 'ERROR', code: 'DUPLICATE_LABEL_NAME', location: '/States/B/Label', message: 'Duplicate label: L' },
    ]);
  });
});

describe('where a distributed Map reads and writes', () => {
  const reader = (fields: object) => ({ ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: {}, ...fields } });
  const config = (fields: object) => reader({ ReaderConfig: fields });
  const at = '/ItemReader/ReaderConfig';
  it.each<[string, object, string[]]>([
    [
      'no object',
      { ItemReader: 1, ItemBatcher: 1, ResultWriter: 1 },
      [
        '/ItemReader: Expected value of type [OBJECT]',
        '/ItemBatcher: Expected value of type [OBJECT]',
        '/ResultWriter: Expected value of type [OBJECT]',
      ],
    ],
    ['no Resource', { ItemReader: {} }, ['/ItemReader: These fields are required: [Resource]']],
    [
      'another Resource',
      reader({ Resource: 'arn:aws:states:::s3:putObject' }),
      [
        "/ItemReader/Resource: The field 'Resource' does not match any of the allowed values. Examples: [arn:<partition>:states:::s3:getObject, arn:<partition>:states:::s3:listObjectsV2]",
      ],
    ],
    [
      'Arguments in JSONPath',
      reader({ Arguments: {} }),
      [
        "/ItemReader: The QueryLanguage is set to 'JSONPath', but field 'Arguments' is only supported for the 'JSONata' QueryLanguage",
      ],
    ],
    [
      'another InputType',
      config({ InputType: 'XML' }),
      [`${at}/InputType: The field 'InputType' should have one of these values: [MANIFEST, JSON, CSV, JSONL, PARQUET]`],
    ],
    ['CSV without headers', config({ InputType: 'CSV' }), [`${at}: The field 'CSVHeaderLocation' is required but was missing`]],
    [
      'CSV with headers to come',
      config({ InputType: 'CSV', CSVHeaderLocation: 'GIVEN' }),
      [`${at}: These fields are required: [CSVHeaders]`],
    ],
    [
      'CSV headers that are not texts',
      config({ InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: [1] }),
      [`${at}/CSVHeaders: Expected value of type [STRING]`],
    ],
    [
      'CSV headers for JSON',
      config({ InputType: 'JSON', CSVHeaderLocation: 'FIRST_ROW' }),
      [`${at}: Field 'CSVHeaderLocation' is not supported`],
    ],
    [
      'another delimiter',
      config({ InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', CSVDelimiter: 'DOT' }),
      [`${at}/CSVDelimiter: Value should be one of the following: [COMMA, PIPE, SEMICOLON, SPACE, TAB]`],
    ],
    [
      'MaxItems twice',
      config({ MaxItems: 1, MaxItemsPath: '$.m' }),
      [`${at}: There should only be one of the following fields: [MaxItems, MaxItemsPath]`],
    ],
    [
      'an inventory of another type',
      config({ ManifestType: 'S3_INVENTORY', InputType: 'JSON' }),
      [`${at}: The field 'InputType' is not supported for an S3 inventory: it is always CSV`],
    ],
    ['an inventory', config({ ManifestType: 'S3_INVENTORY', InputType: 'MANIFEST' }), []],
    [
      'batches out of bounds',
      { ItemBatcher: { MaxItemsPerBatch: -1, MaxInputBytesPerBatch: 262_145 } },
      ['/ItemBatcher/MaxItemsPerBatch: Minimum value is 0', '/ItemBatcher/MaxInputBytesPerBatch: Maximum value is 262144'],
    ],
    [
      'batches whose sizes are not reference paths',
      { ItemBatcher: { MaxItemsPerBatchPath: '$.sizes[*]', MaxInputBytesPerBatchPath: '$$.Execution.Input.most' } },
      [
        '/ItemBatcher/MaxItemsPerBatchPath: Value is not a Reference Path',
        '/ItemBatcher/MaxInputBytesPerBatchPath: Value is not a Reference Path',
      ],
    ],
    [
      'MaxItems from the context object',
      config({ MaxItemsPath: '$$.Execution.Input.most' }),
      [`${at}/MaxItemsPath: Value is not a Reference Path`],
    ],
    ['a batch size from the input', { ItemBatcher: { MaxItemsPerBatchPath: '$.size' } }, []],
    [
      'a destination without its place',
      { ResultWriter: { Resource: 'arn:aws:states:::s3:putObject' } },
      ['/ResultWriter: These fields are required: [Parameters]'],
    ],
    [
      'a WriterConfig that lacks half',
      { ResultWriter: { WriterConfig: { Transformation: 'NONE' } } },
      ['/ResultWriter/WriterConfig: These fields are required: [OutputType]'],
    ],
    [
      'a separate WriterConfig',
      { ResultWriter: { WriterConfig: { Transformation: 'FLAT', OutputType: 'XML' } } },
      [
        '/ResultWriter/WriterConfig/Transformation: Value should be one of the following: [NONE, COMPACT, FLATTEN]',
        '/ResultWriter/WriterConfig/OutputType: Value should be one of the following: [JSON, JSONL]',
      ],
    ],
  ])('%s', (_what, fields, expected) => expect(foundIn({ ...distributed, ...fields })).toEqual(expected));

  it('in JSONata', () => {
    const state = jsonata({
      ...distributed,
      ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Arguments: '{% $a %}', ReaderConfig: { MaxItems: '{% 5 %}' } },
      ItemBatcher: { MaxItemsPerBatch: '{% 5 %}', BatchInput: { a: '{% 1 %}' } },
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: '{% $b %}' } },
    });

    expect(foundIn(state)).toEqual([]);
  });
});
