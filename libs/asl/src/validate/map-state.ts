import { isJsonata } from '../language/jsonata.ts';
import {
  checkAtMostOne,
  checkExactlyOne,
  checkKnown,
  checkNumber,
  checkNumberPath,
  checkOneOf,
  checkReferencePath,
  checkRequired,
} from './field-checks.ts';
import { checkItemBatcher, checkItemReader, checkResultWriter } from './item-source.ts';
import { isObject, type JsonObject } from './json.ts';
import { checkPayloadTemplate, warnOfMissingDollar } from './payload-template.ts';
import type { QueryLanguage, Scope } from './scope.ts';

const MAX_COUNT = Number.MAX_SAFE_INTEGER;
const LABEL = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,40}$/u;
/** Fields that only a distributed map has. */
const DISTRIBUTED_ONLY = ['ItemReader', 'ItemBatcher', 'ResultWriter', 'Label'];

/** Whether a Map state runs its iterations as separate executions. */
export function isDistributed(state: JsonObject): boolean {
  return processorConfig(state)?.config['Mode'] === 'DISTRIBUTED';
}

/** Checks what is particular to a Map state; its processor's states are checked as every machine's are. */
export function checkMapState(state: JsonObject, language: QueryLanguage, location: string, scope: Scope): void {
  const { diagnostics } = scope;
  checkExactlyOne(state, ['ItemProcessor', 'Iterator'], location, diagnostics);
  const jsonata = language === 'JSONata';
  checkNumber(state, 'MaxConcurrency', { min: 0, max: MAX_COUNT, jsonata }, location, diagnostics);
  checkNumber(state, 'ToleratedFailureCount', { min: 0, max: MAX_COUNT, jsonata }, location, diagnostics);
  checkNumber(state, 'ToleratedFailurePercentage', { min: 0, max: 100, integer: false, jsonata }, location, diagnostics);
  if (jsonata) checkItems(state['Items'], `${location}/Items`, scope);
  else checkJsonPathFields(state, location, scope);
  checkMode(state, location, scope);
  if (!isDistributed(state)) return;
  checkItemReader(state['ItemReader'], language, `${location}/ItemReader`, scope);
  checkItemBatcher(state['ItemBatcher'], language, `${location}/ItemBatcher`, scope);
  checkResultWriter(state['ResultWriter'], language, `${location}/ResultWriter`, scope);
  checkLabel(state['Label'], `${location}/Label`, scope);
}

function checkItems(items: unknown, at: string, { diagnostics }: Scope): void {
  if (items === undefined || Array.isArray(items) || isObject(items) || isJsonata(items)) return;
  diagnostics.schema(at, 'Value must be an array, an object or a JSONata expression');
}

function checkJsonPathFields(state: JsonObject, location: string, scope: Scope): void {
  checkReferencePath(state, 'ItemsPath', location, scope);
  for (const name of ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage']) {
    checkAtMostOne(state, [name, `${name}Path`], location, scope.diagnostics);
    checkNumberPath(state, `${name}Path`, location, scope);
  }
  checkPayloadTemplate(state['ItemSelector'], `${location}/ItemSelector`, scope);
  warnOfMissingDollar(state['ItemSelector'], `${location}/ItemSelector`, scope);
  checkAtMostOne(state, ['ItemSelector', 'Parameters'], location, scope.diagnostics);
}

function processorConfig(state: JsonObject): { readonly config: JsonObject; readonly at: string } | undefined {
  for (const field of ['ItemProcessor', 'Iterator']) {
    const processor = state[field];
    const config = isObject(processor) ? processor['ProcessorConfig'] : undefined;
    if (isObject(config)) return { config, at: `/${field}/ProcessorConfig` };
  }
  return undefined;
}

function checkMode(state: JsonObject, location: string, { diagnostics, type }: Scope): void {
  const { config, at } = processorConfig(state) ?? { config: {}, at: '' };
  const place = location + at;
  checkKnown(config, new Set(['Mode', 'ExecutionType']), place, diagnostics);
  checkOneOf(config, 'Mode', ['INLINE', 'DISTRIBUTED'], place, diagnostics);
  if (config['Mode'] === 'DISTRIBUTED') {
    if (type === 'EXPRESS')
      diagnostics.schema(
        `${place}/Mode`,
        "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
      );
    checkRequired(config, ['ExecutionType'], place, diagnostics);
    checkOneOf(config, 'ExecutionType', ['STANDARD', 'EXPRESS'], place, diagnostics);
    return;
  }
  if (config['ExecutionType'] !== undefined) diagnostics.schema(place, "Field 'ExecutionType' is not supported");
  for (const name of DISTRIBUTED_ONLY)
    if (state[name] !== undefined) diagnostics.schema(location, `Field '${name}' is not supported`);
}

function checkLabel(label: unknown, at: string, { diagnostics, labels }: Scope): void {
  if (label === undefined) return;
  if (typeof label !== 'string' || !LABEL.test(label)) {
    diagnostics.error(
      'INVALID_LABEL_NAME',
      at,
      `Invalid label: '${String(label)}' (1 to 40 characters, without spaces, wildcards or special characters)`,
    );
  } else if (labels.has(label)) diagnostics.error('DUPLICATE_LABEL_NAME', at, `Duplicate label: ${label}`);
  else labels.add(label);
}
