import type { DiagnosticList } from './diagnostic.ts';
import type { JsonObject } from './json.ts';
import type { QueryLanguage } from './scope.ts';

/** The state types, in the order in which Step Functions names them. */
export const STATE_TYPES = ['Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map'] as const;

/** A state's type. */
export type StateType = (typeof STATE_TYPES)[number];

const COMMON = ['Type', 'Comment', 'QueryLanguage'];
const FLOW = ['Next', 'End'];
const ERRORS = ['Retry', 'Catch'];
const PATHS = ['InputPath', 'OutputPath'];
const RESULT = ['Parameters', 'ResultSelector', 'ResultPath'];
const MAP = [
  'ItemProcessor',
  'Iterator',
  'ItemReader',
  'ItemBatcher',
  'ItemSelector',
  'ResultWriter',
  'MaxConcurrency',
  'ToleratedFailurePercentage',
  'ToleratedFailureCount',
  'Label',
];
const TASK = ['Resource', 'TimeoutSeconds', 'HeartbeatSeconds', 'Credentials'];

/** The fields that a state of each type may have in each language. */
const FIELDS: Readonly<Record<QueryLanguage, Readonly<Record<StateType, readonly string[]>>>> = {
  JSONPath: {
    Task: [...FLOW, ...ERRORS, ...PATHS, ...RESULT, ...TASK, 'TimeoutSecondsPath', 'HeartbeatSecondsPath', 'Assign'],
    Wait: [...FLOW, ...PATHS, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath', 'Assign'],
    Pass: [...FLOW, ...PATHS, 'Parameters', 'ResultPath', 'Result', 'Assign'],
    Succeed: [...PATHS],
    Fail: ['Error', 'ErrorPath', 'Cause', 'CausePath'],
    Choice: [...PATHS, 'Choices', 'Default', 'Assign'],
    Parallel: [...FLOW, ...ERRORS, ...PATHS, ...RESULT, 'Branches', 'Assign'],
    Map: [
      ...FLOW,
      ...ERRORS,
      ...PATHS,
      ...RESULT,
      ...MAP,
      'ItemsPath',
      'MaxConcurrencyPath',
      'ToleratedFailurePercentagePath',
      'ToleratedFailureCountPath',
      'Assign',
    ],
  },
  JSONata: {
    Task: [...FLOW, ...ERRORS, ...TASK, 'Arguments', 'Output', 'Assign'],
    Wait: [...FLOW, 'Seconds', 'Timestamp', 'Output', 'Assign'],
    Pass: [...FLOW, 'Output', 'Assign'],
    Succeed: ['Output'],
    Fail: ['Error', 'Cause'],
    Choice: ['Choices', 'Default', 'Output', 'Assign'],
    Parallel: [...FLOW, ...ERRORS, 'Branches', 'Arguments', 'Output', 'Assign'],
    Map: [...FLOW, ...ERRORS, ...MAP, 'Items', 'Output', 'Assign'],
  },
};

const ALLOWED = new Map(
  STATE_TYPES.map((type) => [
    type,
    { JSONPath: new Set([...COMMON, ...FIELDS.JSONPath[type]]), JSONata: new Set([...COMMON, ...FIELDS.JSONata[type]]) },
  ]),
);

/** The names of the fields that states of a type may have, in either language. */
export function fieldsOf(type: StateType): Readonly<Record<QueryLanguage, ReadonlySet<string>>> {
  return ALLOWED.get(type) as Readonly<Record<QueryLanguage, ReadonlySet<string>>>;
}

/** Refuses fields that are not known here, and those that the other query language alone has. */
export function checkOtherLanguage(
  object: JsonObject,
  language: QueryLanguage,
  allowed: Readonly<Record<QueryLanguage, ReadonlySet<string>>>,
  location: string,
  diagnostics: DiagnosticList,
): void {
  const other = language === 'JSONPath' ? 'JSONata' : 'JSONPath';
  for (const name of Object.keys(object)) {
    if (allowed[language].has(name)) continue;
    diagnostics.schema(
      location,
      allowed[other].has(name)
        ? `The QueryLanguage is set to '${language}', but field '${name}' is only supported for the '${other}' QueryLanguage`
        : `Field '${name}' is not supported`,
    );
  }
}

/** Fields that a state must have. */
export const REQUIRED_FIELDS: Readonly<Record<StateType, readonly string[]>> = {
  Task: ['Resource'],
  Wait: [],
  Pass: [],
  Succeed: [],
  Fail: [],
  Choice: ['Choices'],
  Parallel: ['Branches'],
  Map: [],
};

/** The fields that a machine, a branch or an item processor may have. */
export const MACHINE_FIELDS: ReadonlySet<string> = new Set([
  'Comment',
  'StartAt',
  'States',
  'Version',
  'TimeoutSeconds',
  'QueryLanguage',
]);
export const PROCESSOR_FIELDS: ReadonlySet<string> = new Set(['Comment', 'StartAt', 'States', 'ProcessorConfig']);
export const BRANCH_FIELDS: ReadonlySet<string> = new Set(['Comment', 'StartAt', 'States']);
