import { FrameEnvironment } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { fieldValue, integerOf, templateValue } from '../flow/field-source.ts';
import type { Json, JsonArray } from '../json.ts';
import { jsonTypeOf } from '../json.ts';
import { evaluatePath } from '../json-path/evaluate-path.ts';
import { explainMiss } from '../json-path/explain-miss.ts';
import { pathRoot } from '../json-path/resolve-path.ts';
import { evaluateJsonataTemplate } from '../jsonata/jsonata-template.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { MapNode } from '../program/state-node.ts';
import { queryFailure, runtimeFailure } from '../state-failure.ts';

/** The array that a Map state goes over. `input` is its input behind InputPath. @throws StateFailure */
export function itemsOf(runner: Runner, frame: Frame, node: MapNode, input: Json): MaybePromise<JsonArray> {
  if (node.language === 'JSONPath') return itemsByPath(runner, frame, node, input);
  const { items } = node;
  if (items === undefined) {
    if (Array.isArray(input)) return input;
    throw queryFailure(`Map state input must be an array but was: ${JSON.stringify(input)}`, null);
  }
  const value = evaluateJsonataTemplate(items, () => new FrameEnvironment(runner, frame).bindings());
  return andThen(value, (given) => {
    if (Array.isArray(given)) return given;
    const source = items.kind === 'expression' ? items.expression.source : JSON.stringify(given);
    throw queryFailure(
      `The JSONata expression '${source}' specified for the field 'Items' returned an unexpected result type. ` +
        `Expected 'array', but was '${jsonTypeOf(given)}' for value: ${JSON.stringify(given)}`,
      'Items',
    );
  });
}

function itemsByPath(runner: Runner, frame: Frame, node: MapNode, input: Json): JsonArray {
  let items: Json = input;
  if (node.itemsPath !== undefined) {
    const environment = new FrameEnvironment(runner, frame);
    const root = pathRoot(node.itemsPath, input, environment);
    const found = root === undefined ? undefined : evaluatePath(node.itemsPath, root);
    if (found === undefined) {
      throw runtimeFailure(`Invalid path '${node.itemsPath.text}' : ${explainMiss(node.itemsPath, root ?? null)}`);
    }
    items = found;
  }
  if (!Array.isArray(items)) {
    const text = node.itemsPath?.text ?? '$';
    throw runtimeFailure(`Reference path "${text.startsWith('$$') ? text.slice(1) : text}" must point to array.`);
  }
  if (runner.inspection !== undefined) runner.inspection.afterItemsPath = items;
  return items;
}

/** How many iterations may run at once; 0 = no limit. @throws StateFailure */
export function maxConcurrencyOf(runner: Runner, frame: Frame, node: MapNode, input: Json): MaybePromise<number> {
  const source = node.maxConcurrency;
  if (source === undefined) return 0;
  return andThen(fieldValue(source, input, new FrameEnvironment(runner, frame)), (value) => {
    const limit = integerOf(value, source);
    if (limit < 0) throw runtimeFailure('MaxConcurrency cannot be negative.');
    if (runner.inspection !== undefined) runner.inspection.maxConcurrency = limit;
    return limit;
  });
}

/** The input of one iteration: the item, or what the ItemSelector makes of it. @throws StateFailure */
export function itemInput(
  runner: Runner,
  frame: Frame,
  node: MapNode,
  selectorInput: Json,
  item: Json,
  mapItem: Json,
): MaybePromise<Json> {
  if (node.itemSelector === undefined) return item;
  return templateValue(node.itemSelector, selectorInput, new FrameEnvironment(runner, frame, mapItem));
}
