import { isJsonObject, type Json } from '../json.ts';
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

/** Fills a template in: at once where it holds no expression. @throws StateFailure `States.QueryEvaluationError` */
export function evaluateJsonataTemplate(template: JsonataTemplate, bindings: () => Bindings): Json | Promise<Json> {
  if (template.kind === 'constant') return template.value;
  return fillIn(template, bindings());
}

async function fillIn(template: JsonataTemplate, bindings: Bindings): Promise<Json> {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return evaluateExpression(template.expression, bindings, template.location);
    case 'array': {
      const items: Json[] = [];
      for (const item of template.items) items.push(await fillIn(item, bindings));
      return items;
    }
    case 'object': {
      const object: Record<string, Json> = {};
      for (const [name, member] of template.members) object[name] = await fillIn(member, bindings);
      return object;
    }
  }
}
