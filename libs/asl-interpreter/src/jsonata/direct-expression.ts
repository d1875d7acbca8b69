import type jsonata from 'jsonata';
import { DEEPEST } from './bounds.ts';
import type { Bindings } from './evaluate-expression.ts';

/** Given where an expression has to be left to JSONata itself. */
export const NOT_DIRECT: unique symbol = Symbol('not direct');

/** Evaluates an expression at once: its value, `undefined` for nothing, or {@link NOT_DIRECT}. */
export type DirectExpression = (bindings: Bindings) => unknown;

/** The nodes of JSONata's syntax tree that are of interest here. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly lhs?: Node | readonly (readonly [Node, Node])[];
  readonly rhs?: Node;
  readonly condition?: Node;
  readonly then?: Node;
  readonly else?: Node;
  readonly [other: string]: unknown;
}

/**
 * A synchronous way through the simplest expressions, which are most of those in state machines: variables, their members
 * (`$states.input.order.id`), literals, comparisons, sums, `and`, `or`, `? :` and objects of these. JSONata's own evaluator waits for
 * itself at every step; whatever is not as plain as this (an array on the way, another type than expected) is left to it.
 *
 * @returns `undefined` for an expression that is not as simple
 */
export function directExpression(ast: jsonata.ExprNode): DirectExpression | undefined {
  return compile(ast as unknown as Node, DEEPEST);
}

/** @param room how many levels of nesting are left */
function compile(node: Node, room: number): DirectExpression | undefined {
  if (room === 0 || node['predicate'] !== undefined || node['stages'] !== undefined || node['group'] !== undefined)
    return undefined;
  if (node['keepArray'] === true || node['focus'] !== undefined || node['index'] !== undefined) return undefined;
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value': {
      const { value } = node;
      return () => value;
    }
    case 'variable':
      return typeof node.value === 'string' && node.value !== '' && node.value !== '$' ? variable(node.value) : undefined;
    case 'path':
      return path(node);
    case 'binary':
      return binary(node, room - 1);
    case 'condition':
      return condition(node, room - 1);
    case 'unary':
      return node.value === '{' ? object(node.lhs as readonly (readonly [Node, Node])[], room - 1) : undefined;
    default:
      return undefined;
  }
}

function variable(name: string): DirectExpression {
  return (bindings) => {
    const value = Object.hasOwn(bindings, name) ? bindings[name] : NOT_DIRECT;
    return typeof value === 'function' ? NOT_DIRECT : value;
  };
}

/** `$a.b.c`, as long as there are objects on the way. */
function path(node: Node): DirectExpression | undefined {
  const [first, ...rest] = node.steps as readonly Node[];
  const start = first?.type === 'variable' ? compile(first, 1) : undefined;
  if (start === undefined || node['keepSingletonArray'] === true || node['tuple'] !== undefined) return undefined;
  const names: string[] = [];
  for (const step of rest) {
    if (step.type !== 'name' || step['stages'] !== undefined) return undefined;
    names.push(String(step.value));
  }
  return (bindings) => {
    let value = start(bindings);
    for (const name of names) {
      if (typeof value !== 'object' || value === null) return value === NOT_DIRECT ? NOT_DIRECT : undefined;
      if (Array.isArray(value)) return NOT_DIRECT;
      value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    }
    return value;
  };
}

function condition(node: Node, room: number): DirectExpression | undefined {
  const [test, then] = [compile(node.condition as Node, room), compile(node.then as Node, room)];
  const otherwise = node.else === undefined ? undefined : compile(node.else, room);
  if (test === undefined || then === undefined || (node.else !== undefined && otherwise === undefined)) return undefined;
  return (bindings) => {
    const met = test(bindings);
    if (typeof met !== 'boolean') return NOT_DIRECT;
    return met ? then(bindings) : otherwise?.(bindings);
  };
}

function object(members: readonly (readonly [Node, Node])[], room: number): DirectExpression | undefined {
  const compiled: (readonly [string, DirectExpression])[] = [];
  for (const [key, value] of members) {
    const direct = compile(value, room);
    if (key.type !== 'string' || direct === undefined || compiled.some(([name]) => name === key.value)) return undefined;
    compiled.push([key.value as string, direct]);
  }
  return (bindings) => {
    const result: Record<string, unknown> = {};
    for (const [name, direct] of compiled) {
      const value = direct(bindings);
      if (value === NOT_DIRECT) return NOT_DIRECT;
      if (value !== undefined) result[name] = value;
    }
    return result;
  };
}

function binary(node: Node, room: number): DirectExpression | undefined {
  const operator = BINARY[String(node.value)];
  const [left, right] = [compile(node.lhs as Node, room), compile(node.rhs as Node, room)];
  if (operator === undefined || left === undefined || right === undefined) return undefined;
  return (bindings) => {
    const [a, b] = [left(bindings), right(bindings)];
    return operator(a, b);
  };
}

const numbers = (operate: (a: number, b: number) => unknown) => (a: unknown, b: unknown) =>
  typeof a === 'number' && typeof b === 'number' ? finite(operate(a, b)) : NOT_DIRECT;

const ordered = (operate: (a: number | string, b: number | string) => boolean) => (a: unknown, b: unknown) =>
  (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string')
    ? operate(a, b)
    : NOT_DIRECT;

const booleans = (operate: (a: boolean, b: boolean) => boolean) => (a: unknown, b: unknown) =>
  typeof a === 'boolean' && typeof b === 'boolean' ? operate(a, b) : NOT_DIRECT;

const equal = (same: boolean) => (a: unknown, b: unknown) => (isScalar(a) && isScalar(b) ? (a === b) === same : NOT_DIRECT);

const BINARY: Readonly<Record<string, (a: unknown, b: unknown) => unknown>> = {
  '+': numbers((a, b) => a + b),
  '-': numbers((a, b) => a - b),
  '*': numbers((a, b) => a * b),
  '/': numbers((a, b) => a / b),
  '=': equal(true),
  '!=': equal(false),
  '<': ordered((a, b) => a < b),
  '<=': ordered((a, b) => a <= b),
  '>': ordered((a, b) => a > b),
  '>=': ordered((a, b) => a >= b),
  '&': (a, b) => (typeof a === 'string' && typeof b === 'string' ? a + b : NOT_DIRECT),
  and: booleans((a, b) => a && b),
  or: booleans((a, b) => a || b),
};

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function finite(value: unknown): unknown {
  return Number.isFinite(value) ? value : NOT_DIRECT;
}
