import { FrameEnvironment } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { badNumber, numberOf, required, templateValue, unexpectedType } from '../flow/field-source.ts';
import { isJsonObject, type Json, type JsonArray } from '../json.ts';
import { evaluateJsonataTemplate } from '../jsonata/jsonata-template.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { MapNode } from '../program/state-node.ts';
import { queryFailure, runtimeFailure } from '../state-failure.ts';

/** Items of a Map state. */
export interface MapItems {
  readonly items: JsonArray;
  /** Whether they are the members of an object, each as `{ Key, Value }`: distributed Maps go over those too. */
  readonly keyed: boolean;
}

/** The items that a Map state goes over. `input` is the state's input behind InputPath. @throws StateFailure */
export function itemsOf(runner: Runner, frame: Frame, node: MapNode, input: Json): MaybePromise<MapItems> {
  return node.language === 'JSONPath' ? itemsByPath(runner, frame, node, input) : itemsByExpression(runner, frame, node, input);
}

function itemsByExpression(runner: Runner, frame: Frame, node: MapNode, input: Json): MaybePromise<MapItems> {
  const { items } = node;
  if (items === undefined) {
    const given = listed(node, input);
    if (given === undefined) throw queryFailure(`Map state input must be an array but was: ${JSON.stringify(input)}`, null);
    return given;
  }
  const value = evaluateJsonataTemplate(items, () => new FrameEnvironment(runner, frame).bindings());
  return andThen(value, (found) => {
    const given = listed(node, found);
    if (given === undefined) throw unexpectedType({ kind: 'jsonata', field: 'Items', template: items }, 'array', found);
    return given;
  });
}

function itemsByPath(runner: Runner, frame: Frame, node: MapNode, input: Json): MapItems {
  const path = node.itemsPath;
  const found = path === undefined ? input : required(path, input, new FrameEnvironment(runner, frame));
  const given = listed(node, found);
  if (given === undefined) {
    const text = path?.text ?? '$';
    throw runtimeFailure(`Reference path "${text.startsWith('$$') ? text.slice(1) : text}" must point to array.`);
  }
  if (runner.inspection !== undefined) runner.inspection.afterItemsPath = given.items;
  return given;
}

function listed(node: MapNode, value: Json): MapItems | undefined {
  if (Array.isArray(value)) return { items: value, keyed: false };
  if (node.distributed === undefined || !isJsonObject(value)) return undefined;
  return { items: Object.entries(value).map(([Key, Value]) => ({ Key, Value })), keyed: true };
}

/** Returns the maximum number of concurrent iterations; 0 = no limit. @throws StateFailure */
export function maxConcurrencyOf(runner: Runner, frame: Frame, node: MapNode, input: Json): MaybePromise<number> {
  const source = node.maxConcurrency;
  return andThen(numberOf(source, 'integer', input, new FrameEnvironment(runner, frame)), (limit = 0) => {
    if (source !== undefined && limit < 0) throw badNumber(source, 'MaxConcurrency cannot be negative.');
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
