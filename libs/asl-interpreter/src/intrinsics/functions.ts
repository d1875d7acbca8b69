import * as arrays from './array-functions.ts';
import type { IntrinsicFunction } from './intrinsic-function.ts';
import * as numbers from './number-functions.ts';
import * as texts from './text-functions.ts';

/** All intrinsic functions, by their names without `States.`. */
export const INTRINSIC_FUNCTIONS: ReadonlyMap<string, IntrinsicFunction> = new Map(
  Object.entries({
    Array: arrays.array,
    ArrayContains: arrays.arrayContains,
    ArrayGetItem: arrays.arrayGetItem,
    ArrayLength: arrays.arrayLength,
    ArrayPartition: arrays.arrayPartition,
    ArrayRange: arrays.arrayRange,
    ArrayUnique: arrays.arrayUnique,
    Base64Decode: texts.base64DecodeFunction,
    Base64Encode: texts.base64EncodeFunction,
    Format: texts.format,
    Hash: texts.hash,
    JsonMerge: texts.jsonMerge,
    JsonToString: texts.jsonToString,
    MathAdd: numbers.mathAdd,
    MathRandom: numbers.mathRandom,
    StringSplit: texts.stringSplit,
    StringToJson: texts.stringToJson,
    UUID: numbers.uuid,
  }),
);
