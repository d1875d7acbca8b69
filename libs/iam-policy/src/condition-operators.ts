import type { ContextKeys } from './context-keys.ts';
import { addressBits } from './ip-address.ts';
import { compilePattern, type PatternOptions } from './pattern.ts';

/** Whether one value of a request satisfies one value of a policy. */
export type ValueTest = (value: string, context: ContextKeys) => boolean;

/** A condition operator. */
export interface ConditionOperator {
  /** Makes the test that a policy's value stands for. A value that is not a number, date or address satisfies nothing. */
  readonly compile: (value: string, variables: boolean) => ValueTest;
  /** True for the operators with Not: the condition holds where no value matches, or the key is not there. */
  readonly negated: boolean;
}

function text(options: Omit<PatternOptions, 'variables'>): ConditionOperator['compile'] {
  return (value, variables) => compilePattern(value, { ...options, variables });
}

const equal = text({ wildcards: false });
const equalIgnoreCase = text({ wildcards: false, ignoreCase: true });
const like = text({ wildcards: true });

/** An ARN is compared part by part; ArnEquals and ArnLike behave alike. */
const arnLike: ConditionOperator['compile'] = (value, variables) => {
  const parts = value.split(':');
  const all = [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
  const tests = all.map((part) => compilePattern(part, { wildcards: true, variables }));
  return (given, context) => {
    const found = given.split(':');
    const givenParts = [...found.slice(0, 5), ...(found.length > 5 ? [found.slice(5).join(':')] : [])];
    return givenParts.length === tests.length && tests.every((test, index) => test(givenParts[index] as string, context));
  };
};

function ordered(
  read: (text: string) => number,
  compare: (given: number, wanted: number) => boolean,
): ConditionOperator['compile'] {
  return (value) => {
    const wanted = read(value);
    return (given) => !Number.isNaN(wanted) && compare(read(given), wanted);
  };
}

function readNumber(value: string): number {
  return /^\s*[+-]?\d+(?:\.\d+)?\s*$/u.test(value) ? Number(value) : Number.NaN;
}

/** ISO 8601, or seconds since the epoch; as milliseconds. */
function readDate(value: string): number {
  return /^\d{5,}$/u.test(value) ? Number(value) * 1000 : Date.parse(value);
}

const bool: ConditionOperator['compile'] = (value) => (given) => given.toLowerCase() === value.toLowerCase();

const binary: ConditionOperator['compile'] = (value) => {
  const wanted = base64Bits(value);
  return (given) => base64Bits(given) === wanted;
};

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bits of the whole bytes that a text in base64 encodes, in zeros and ones. Characters outside the alphabet are skipped. */
function base64Bits(value: string): string {
  const digits = [...value].map((character) => BASE64.indexOf(character)).filter((digit) => digit >= 0);
  const bits = digits.map((digit) => digit.toString(2).padStart(6, '0')).join('');
  return bits.slice(0, bits.length - (bits.length % 8));
}

const ipAddress: ConditionOperator['compile'] = (value) => {
  const [address = '', bits] = value.split('/');
  const network = addressBits(address);
  if (network === undefined) return () => false;
  if (bits !== undefined && !(/^\d{1,3}$/u.test(bits) && Number(bits) <= network.length)) return () => false;
  const length = bits === undefined ? network.length : Number(bits);
  return (given) => {
    const found = addressBits(given);
    return found !== undefined && found.length === network.length && found.slice(0, length) === network.slice(0, length);
  };
};

function pair(positive: string, negative: string, compile: ConditionOperator['compile']): [string, ConditionOperator][] {
  return [
    [positive, { compile, negated: false }],
    [negative, { compile, negated: true }],
  ];
}

/**
 * The operators by their names in lower case, without `IfExists` and `ForAllValues:`. `Null` is about the key and not here.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const CONDITION_OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map<string, ConditionOperator>([
  ...pair('stringequals', 'stringnotequals', equal),
  ...pair('stringequalsignorecase', 'stringnotequalsignorecase', equalIgnoreCase),
  ...pair('stringlike', 'stringnotlike', like),
  ...pair('arnequals', 'arnnotequals', arnLike),
  ...pair('arnlike', 'arnnotlike', arnLike),
  ...pair(
    'numericequals',
    'numericnotequals',
    ordered(readNumber, (given, wanted) => given === wanted),
  ),
  ['numericlessthan', { compile: ordered(readNumber, (given, wanted) => given < wanted), negated: false }],
  ['numericlessthanequals', { compile: ordered(readNumber, (given, wanted) => given <= wanted), negated: false }],
  ['numericgreaterthan', { compile: ordered(readNumber, (given, wanted) => given > wanted), negated: false }],
  ['numericgreaterthanequals', { compile: ordered(readNumber, (given, wanted) => given >= wanted), negated: false }],
  ...pair(
    'dateequals',
    'datenotequals',
    ordered(readDate, (given, wanted) => given === wanted),
  ),
  ['datelessthan', { compile: ordered(readDate, (given, wanted) => given < wanted), negated: false }],
  ['datelessthanequals', { compile: ordered(readDate, (given, wanted) => given <= wanted), negated: false }],
  ['dategreaterthan', { compile: ordered(readDate, (given, wanted) => given > wanted), negated: false }],
  ['dategreaterthanequals', { compile: ordered(readDate, (given, wanted) => given >= wanted), negated: false }],
  ['bool', { compile: bool, negated: false }],
  ['binaryequals', { compile: binary, negated: false }],
  ...pair('ipaddress', 'notipaddress', ipAddress),
]);
