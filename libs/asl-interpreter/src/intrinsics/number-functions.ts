import { seededNumber } from '../random/random-source.ts';
import { IntrinsicError, type IntrinsicFunction, integerArgument } from './intrinsic-function.ts';

/** `States.MathRandom(start, end, seed?)`: from start up to, but without, end. */
export const mathRandom: IntrinsicFunction = {
  arity: [2, 3],
  call: (args, random) => {
    const [start, end] = [integerArgument(args, 0), integerArgument(args, 1)];
    if (start >= end) throw new IntrinsicError('The start must be smaller than the end');
    const drawn = args.length > 2 ? seededNumber(integerArgument(args, 2)) : random.number();
    return start + Math.floor(drawn * (end - start));
  },
};

/** `States.MathAdd(a, b)`: whole numbers. */
export const mathAdd: IntrinsicFunction = { arity: [2, 2], call: (args) => integerArgument(args, 0) + integerArgument(args, 1) };

/** `States.UUID()` */
export const uuid: IntrinsicFunction = { arity: [0, 0], call: (_, random) => random.uuid() };
