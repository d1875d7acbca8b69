import { isJsonObject, type Json } from '../json.ts';
import { base64Decode, base64Encode } from './hash/base64.ts';
import { HASH_ALGORITHMS, hashText } from './hash/hash.ts';
import { utf8Decode, utf8Encode } from './hash/utf8.ts';
import { IntrinsicError, type IntrinsicFunction, objectArgument, stringArgument } from './intrinsic-function.ts';

const MAX_CHARACTERS = 10_000;

/** `States.Format(template, …)`: each `{}` is replaced by the next argument; braces that mean themselves are escaped: `\{`, `\}`. */
export const format: IntrinsicFunction = {
  arity: [1, Number.POSITIVE_INFINITY],
  call: (args) => {
    const template = stringArgument(args, 0);
    let at = 0;
    const text = template.replace(/\\([{}\\])|\{\}|[{}]/g, (found, escaped: string | undefined) => {
      if (escaped !== undefined) return escaped;
      if (found !== '{}') throw unmatchedBrace(found);
      at += 1;
      if (at >= args.length) throw wrongCount();
      return plainText(args[at] as Json);
    });
    if (at !== args.length - 1) throw wrongCount();
    return text;
  },
};

function wrongCount(): IntrinsicError {
  return new IntrinsicError('The number of arguments does not match the number of occurrences of {}');
}

function unmatchedBrace(brace: string): IntrinsicError {
  const missing = brace === '{' ? '}' : '{';
  return new IntrinsicError(`Invalid template in States.Format: matching '${missing}' not found for '${brace}'.`);
}

/** A value inside a formatted text: a text as it is, an object or array the way Java writes its maps and lists. */
function plainText(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map(plainText).join(', ')}]`;
  if (!isJsonObject(value)) return String(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}=${plainText(inner)}`)
    .join(', ')}}`;
}

/** A number the way Java writes it: fractions below a thousandth and from ten million on have an exponent. */
function numberText(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) ? size < 1e21 : size >= 1e-3 && size < 1e7) return String(value);
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** `States.StringToJson(text)` */
export const stringToJson: IntrinsicFunction = {
  arity: [1, 1],
  call: (args) => {
    const text = stringArgument(args, 0);
    if (text.trim() === '') return null;
    try {
      return JSON.parse(text) as Json;
    } catch {
      throw new IntrinsicError(`The argument is not a valid JSON string: ${text}`);
    }
  },
};

/** `States.JsonToString(value)` */
export const jsonToString: IntrinsicFunction = { arity: [1, 1], call: (args) => JSON.stringify(args[0]) };

/** `States.JsonMerge(object, object, false)`: members of the second win. Deep merging is not offered by AWS. */
export const jsonMerge: IntrinsicFunction = {
  arity: [3, 3],
  call: (args) => {
    const [first, second] = [objectArgument(args, 0), objectArgument(args, 1)];
    if (typeof args[2] !== 'boolean') throw new IntrinsicError('Argument 3 must be a boolean');
    if (args[2]) throw new IntrinsicError('Deep merging is not supported');
    return { ...first, ...second };
  },
};

/** `States.StringSplit(text, delimiters)`: every character of the second splits; empty parts are left out. */
export const stringSplit: IntrinsicFunction = {
  arity: [2, 2],
  call: (args) => {
    const delimiters = new Set(stringArgument(args, 1));
    const parts: string[] = [];
    let part = '';
    for (const character of stringArgument(args, 0)) {
      if (!delimiters.has(character)) part += character;
      else if (part !== '') {
        parts.push(part);
        part = '';
      }
    }
    if (part !== '') parts.push(part);
    return parts;
  },
};

/** `States.Base64Encode(text)`: 10,000 characters at most. */
export const base64EncodeFunction: IntrinsicFunction = {
  arity: [1, 1],
  call: (args) => base64Encode(utf8Encode(bounded(stringArgument(args, 0)))),
};

/** `States.Base64Decode(text)`: 10,000 characters at most. */
export const base64DecodeFunction: IntrinsicFunction = {
  arity: [1, 1],
  call: (args) => {
    const bytes = base64Decode(bounded(stringArgument(args, 0)));
    if (bytes === undefined) throw new IntrinsicError('The argument is not valid Base64');
    return utf8Decode(bytes);
  },
};

/** `States.Hash(data, algorithm)`: hexadecimal digits; 10,000 characters at most. */
export const hash: IntrinsicFunction = {
  arity: [2, 2],
  call: (args) => {
    const data = args[0] as Json;
    const text = bounded(typeof data === 'string' ? data : JSON.stringify(data));
    const digest = hashText(text, stringArgument(args, 1));
    if (digest === undefined) throw new IntrinsicError(`The algorithm must be one of ${HASH_ALGORITHMS.join(', ')}`);
    return digest;
  },
};

function bounded(text: string): string {
  if (text.length > MAX_CHARACTERS) throw new IntrinsicError(`The argument must not be longer than ${MAX_CHARACTERS} characters`);
  return text;
}
