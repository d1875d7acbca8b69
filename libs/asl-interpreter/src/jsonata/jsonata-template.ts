import { isJsonObject, type Json, setMember } from '../json.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import { type Bindings, evaluateExpression } from './evaluate-expression.ts';
import { isExpression, type JsonataExpression, parseExpression } from './expression.ts';

/** JSON in which the texts of the form `{% … %}` are expressions, compiled. */
export type JsonataTemplate =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'expression'; readonly expression: JsonataExpression; readonly location: string }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, JsonataTemplate])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonataTemplate[] };

/** Compiles a template. `location` is the field of the state that holds it: `Output`. @throws InvalidExpressionError */
export function parseJsonataTemplate(template: Json, location: string): JsonataTemplate {
  if (typeof template === 'string') {
    if (!isExpression(template)) return { kind: 'constant', value: template };
    return { kind: 'expression', expression: parseExpression(template), location };
  }
  if (Array.isArray(template)) {
    const items = template.map((item: Json, i) => parseJsonataTemplate(item, `${location}[${i}]`));
    return items.every((item) => item.kind === 'constant') ? { kind: 'constant', value: template } : { kind: 'array', items };
  }
  if (!isJsonObject(template)) return { kind: 'constant', value: template };
  const members = Object.entries(template).map(([name, value]): readonly [string, JsonataTemplate] => [
    name,
    parseJsonataTemplate(value, `${location}/${name}`),
  ]);
  const constant = members.every(([, member]) => member.kind === 'constant');
  return constant ? { kind: 'constant', value: template } : { kind: 'object', members };
}

/** Fills a template in: at once where its expressions are simple. @throws StateFailure `States.QueryEvaluationError` */
export function evaluateJsonataTemplate(template: JsonataTemplate, bindings: () => Bindings): MaybePromise<Json> {
  if (template.kind === 'constant') return template.value;
  return fillIn(template, bindings());
}

function fillIn(template: JsonataTemplate, bindings: Bindings): MaybePromise<Json> {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return evaluateExpression(template.expression, bindings, template.location);
    case 'array':
      return fillItems(template.items, bindings, []);
    case 'object':
      return fillMembers(template.members, bindings, {}, 0);
  }
}

/** Fills in one item after the other, without waiting where none has to be waited for. */
function fillItems(items: readonly JsonataTemplate[], bindings: Bindings, filled: Json[]): MaybePromise<Json> {
  for (let i = filled.length; i < items.length; i += 1) {
    const value = fillIn(items[i] as JsonataTemplate, bindings);
    if (value instanceof Promise) return value.then((given) => fillItems(items, bindings, [...filled, given]));
    filled.push(value);
  }
  return filled;
}

function fillMembers(
  members: readonly (readonly [string, JsonataTemplate])[],
  bindings: Bindings,
  filled: Record<string, Json>,
  from: number,
): MaybePromise<Json> {
  for (let i = from; i < members.length; i += 1) {
    const [name, member] = members[i] as readonly [string, JsonataTemplate];
    const value = fillIn(member, bindings);
    if (value instanceof Promise) {
      return value.then((given) => {
        setMember(filled, name, given);
        return fillMembers(members, bindings, filled, i + 1);
      });
    }
    setMember(filled, name, value);
  }
  return filled;
}
