import { isJsonObject, type Json } from '../json.ts';
import { arrayArgument, IntrinsicError, type IntrinsicFunction, integerArgument } from './intrinsic-function.ts';

const MAX_ITEMS = 1000;

/** `States.Array(…)`: the arguments as an array. */
export const array: IntrinsicFunction = { arity: [0, Number.POSITIVE_INFINITY], call: (args) => [...args] };

/** `States.ArrayPartition(array, size)`: the array in chunks. */
export const arrayPartition: IntrinsicFunction = {
  arity: [2, 2],
  call: (args) => {
    const items = arrayArgument(args, 0);
    const size = integerArgument(args, 1);
    if (size < 1) throw new IntrinsicError('The chunk size must be a non-zero, positive integer');
    return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
  },
};

/** `States.ArrayContains(array, value)` */
export const arrayContains: IntrinsicFunction = {
  arity: [2, 2],
  call: (args) => arrayArgument(args, 0).some((item) => sameJson(item, args[1] as Json)),
};

/** `States.ArrayRange(first, last, step)`: both ends included, 1,000 numbers at most. */
export const arrayRange: IntrinsicFunction = {
  arity: [3, 3],
  call: (args) => {
    const [first, last, step] = [integerArgument(args, 0), integerArgument(args, 1), integerArgument(args, 2)];
    if (step === 0) throw new IntrinsicError('The step must not be zero');
    const length = Math.max(0, Math.floor((last - first) / step) + 1);
    if (length > MAX_ITEMS) throw new IntrinsicError(`The range must not have more than ${MAX_ITEMS} items`);
    return Array.from({ length }, (_, i) => first + i * step);
  },
};

/** `States.ArrayGetItem(array, index)` */
export const arrayGetItem: IntrinsicFunction = {
  arity: [2, 2],
  call: (args) => {
    const items = arrayArgument(args, 0);
    const index = integerArgument(args, 1);
    const item = items[index];
    if (item === undefined) throw new IntrinsicError(`Index ${index} out of bounds for length ${items.length}`);
    return item;
  },
};

/** `States.ArrayLength(array)` */
export const arrayLength: IntrinsicFunction = { arity: [1, 1], call: (args) => arrayArgument(args, 0).length };

/** `States.ArrayUnique(array)`: the first of equals stays. */
export const arrayUnique: IntrinsicFunction = {
  arity: [1, 1],
  call: (args) => {
    const unique: Json[] = [];
    for (const item of arrayArgument(args, 0)) if (!unique.some((one) => sameJson(one, item))) unique.push(item);
    return unique;
  },
};

/** Whether two JSON values are equal; the order of an object's members does not matter. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i] as Json));
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] as Json, b[key] as Json))
  );
}
