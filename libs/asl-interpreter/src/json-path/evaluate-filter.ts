import type { Json } from '../json.ts';
import type { Filter, FilterOperand, FilterPath, Path } from './path.ts';

/** Evaluates a path inside a filter. */
type Evaluate = (path: Path, root: Json) => Json | undefined;

/** Whether an item of an array meets a filter. A path that names nothing makes every comparison but `!=` false. */
export function matchesFilter(filter: Filter, item: Json, root: Json, evaluate: Evaluate): boolean {
  switch (filter.kind) {
    case 'and':
      return matchesFilter(filter.left, item, root, evaluate) && matchesFilter(filter.right, item, root, evaluate);
    case 'or':
      return matchesFilter(filter.left, item, root, evaluate) || matchesFilter(filter.right, item, root, evaluate);
    case 'not':
      return !matchesFilter(filter.operand, item, root, evaluate);
    case 'exists':
      return exists(filter.path, item, root, evaluate);
    case 'compare': {
      const left = operand(filter.left, item, root, evaluate);
      if (filter.right.kind === 'pattern') return typeof left === 'string' && filter.right.pattern.test(left);
      const right = operand(filter.right, item, root, evaluate);
      return compare(filter.operator, left, right);
    }
  }
}

function exists(path: FilterPath, item: Json, root: Json, evaluate: Evaluate): boolean {
  const found = evaluate(path.path, path.fromItem ? item : root);
  return path.path.definite ? found !== undefined : (found as readonly Json[]).length > 0;
}

function operand(of: FilterOperand, item: Json, root: Json, evaluate: Evaluate): Json | undefined {
  if (of.kind === 'path') return evaluate(of.path.path, of.path.fromItem ? item : root);
  return of.kind === 'literal' ? (of.value as Json) : undefined;
}

function compare(operator: string, left: Json | undefined, right: Json | undefined): boolean {
  switch (operator) {
    case '==':
      return same(left, right);
    case '!=':
      return !same(left, right);
    case 'in':
      return Array.isArray(right) && right.some((one) => same(left, one));
    case 'nin':
      return Array.isArray(right) && !right.some((one) => same(left, one));
    case 'contains':
      if (typeof left === 'string') return typeof right === 'string' && left.includes(right);
      return Array.isArray(left) && left.some((one) => same(one, right));
    case 'size':
      return (typeof left === 'string' || Array.isArray(left)) && left.length === right;
    case 'empty':
      return (typeof left === 'string' || Array.isArray(left)) && (left.length === 0) === right;
    default:
      return ordered(operator, left, right);
  }
}

function ordered(operator: string, left: Json | undefined, right: Json | undefined): boolean {
  if (!(typeof left === 'number' && typeof right === 'number') && !(typeof left === 'string' && typeof right === 'string'))
    return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function same(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  return typeof left === 'object' && typeof right === 'object' && JSON.stringify(left) === JSON.stringify(right);
}
