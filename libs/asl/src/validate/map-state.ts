import { checkAtMostOne, checkExactlyOne, checkNumber, checkPath, checkPathOrIntrinsic } from './field-checks.ts';
import { isJsonata, isObject, type JsonObject } from './json.ts';
import { checkPayloadTemplate } from './payload-template.ts';
import type { QueryLanguage, Scope } from './scope.ts';

const MOST = Number.MAX_SAFE_INTEGER;
const LABEL = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,40}$/u;
/** Fields that only a distributed map has. */
const DISTRIBUTED_ONLY = [
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'ToleratedFailureCount',
  'ToleratedFailurePercentage',
  'Label',
];

/** Checks what is particular to a Map state; its processor's states are checked as every machine's are. */
export function checkMapState(state: JsonObject, language: QueryLanguage, location: string, scope: Scope): void {
  const { diagnostics } = scope;
  checkExactlyOne(state, ['ItemProcessor', 'Iterator'], location, diagnostics);
  const jsonata = language === 'JSONata';
  checkNumber(state, 'MaxConcurrency', { min: 0, max: MOST, integer: true, jsonata }, location, diagnostics);
  checkNumber(state, 'ToleratedFailureCount', { min: 0, max: MOST, integer: true, jsonata }, location, diagnostics);
  checkNumber(state, 'ToleratedFailurePercentage', { min: 0, max: 100, jsonata }, location, diagnostics);
  if (jsonata) {
    const items = state['Items'];
    if (items !== undefined && !Array.isArray(items) && !isJsonata(items) && !isObject(items)) {
      diagnostics.schema(`${location}/Items`, 'Value must be an array, an object or a JSONata expression');
    }
  } else {
    checkPathOrIntrinsic(state, 'ItemsPath', location, diagnostics);
    for (const name of ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage']) {
      checkAtMostOne(state, [name, `${name}Path`], location, diagnostics);
      checkPath(state, `${name}Path`, location, diagnostics);
    }
    checkPayloadTemplate(state['ItemSelector'], `${location}/ItemSelector`, diagnostics);
    checkAtMostOne(state, ['ItemSelector', 'Parameters'], location, diagnostics);
  }
  checkMode(state, location, scope);
}

function checkMode(state: JsonObject, location: string, { diagnostics, type, labels }: Scope): void {
  const processor = state['ItemProcessor'];
  const config = isObject(processor) ? processor['ProcessorConfig'] : undefined;
  const at = `${location}/ItemProcessor/ProcessorConfig`;
  const mode = isObject(config) ? config['Mode'] : undefined;
  if (mode !== undefined && mode !== 'INLINE' && mode !== 'DISTRIBUTED') {
    diagnostics.schema(`${at}/Mode`, "The field 'Mode' should have one of these values: [INLINE, DISTRIBUTED]");
  }
  if (mode !== 'DISTRIBUTED') {
    for (const name of DISTRIBUTED_ONLY) {
      if (state[name] !== undefined && name !== 'ToleratedFailureCount' && name !== 'ToleratedFailurePercentage') {
        diagnostics.schema(location, `Field '${name}' is not supported`);
      }
    }
    return;
  }
  if (type === 'EXPRESS') diagnostics.schema(`${at}/Mode`, 'Express state machine does not support Map with DISTRIBUTED mode');
  const executionType = (config as JsonObject)['ExecutionType'];
  if (executionType === undefined) diagnostics.schema(at, 'These fields are required: [ExecutionType]');
  else if (executionType !== 'STANDARD' && executionType !== 'EXPRESS') {
    diagnostics.schema(`${at}/ExecutionType`, "The field 'ExecutionType' should have one of these values: [STANDARD, EXPRESS]");
  }
  const label = state['Label'];
  if (label === undefined) return;
  if (typeof label !== 'string' || !LABEL.test(label)) {
    diagnostics.error(
      'INVALID_LABEL_NAME',
      `${location}/Label`,
      `Invalid label: '${String(label)}' (1 to 40 characters, without spaces, wildcards or special characters)`,
    );
  } else if (labels.has(label)) diagnostics.error('DUPLICATE_LABEL_NAME', `${location}/Label`, `Duplicate label: ${label}`);
  else labels.add(label);
}
