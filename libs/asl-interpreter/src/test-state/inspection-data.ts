import type { StateInspection } from '../execution/state-inspection.ts';
import type { Json } from '../json.ts';
import type { StateNode } from '../program/state-node.ts';
import type { StateInspectionData } from './state-test.ts';

type TextField = Exclude<
  keyof StateInspectionData,
  'errorDetails' | 'maxConcurrency' | 'toleratedFailureCount' | 'toleratedFailurePercentage' | 'input' | 'variables'
>;

const RESULT: readonly TextField[] = ['afterResultSelector', 'afterResultPath'];

/** Steps of a state's data that AWS shows. */
function shownFields(node: StateNode): readonly TextField[] {
  switch (node.type) {
    case 'Task':
      return node.language === 'JSONata' ? ['afterArguments'] : ['afterInputPath', 'afterParameters', 'result', ...RESULT];
    case 'Pass':
      if (node.language === 'JSONata') return [];
      return node.result === undefined ? ['afterInputPath', 'afterParameters', ...RESULT] : ['result', ...RESULT];
    case 'Parallel':
      return node.language === 'JSONata' ? [] : RESULT;
    case 'Map':
      return node.language === 'JSONata'
        ? ['afterItemSelector', 'afterItemBatcher', 'afterItemsPointer']
        : ['afterInputPath', 'afterItemsPath', 'afterItemSelector', 'afterItemBatcher', 'afterItemsPointer', ...RESULT];
    default:
      return node.language === 'JSONata' ? [] : ['afterInputPath'];
  }
}

/** The inspectionData of a test. */
export function inspectionData(
  node: StateNode,
  input: Json,
  inspection: StateInspection,
  errorDetails: StateInspectionData['errorDetails'],
): StateInspectionData {
  const data: Record<string, string> = { input: JSON.stringify(input) };
  for (const field of shownFields(node)) if (inspection[field] !== undefined) data[field] = JSON.stringify(inspection[field]);
  const { variables, maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = inspection;
  return {
    ...data,
    ...(variables === undefined || Object.keys(variables).length === 0 ? {} : { variables: JSON.stringify(variables) }),
    ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
    ...(toleratedFailureCount === undefined ? {} : { toleratedFailureCount }),
    ...(toleratedFailurePercentage === undefined ? {} : { toleratedFailurePercentage }),
    ...(errorDetails === undefined ? {} : { errorDetails }),
  };
}
