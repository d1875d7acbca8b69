import type { ContextKeys } from './context-keys.ts';

/** Decides whether a text matches; the context holds what policy variables stand for. */
export type Pattern = (text: string, context: ContextKeys) => boolean;

/** Meaning of a pattern's text. */
export interface PatternOptions {
  /** `*` and `?` stand for any text and any character. */
  readonly wildcards: boolean;
  /** `${key}` stands for the value of a key: from version 2012-10-17 of the policy language on. */
  readonly variables: boolean;
  readonly ignoreCase?: boolean;
  /** The text is an ARN: within its first five parts, a `*` that is not the last character of its part does not reach beyond the part. */
  readonly arn?: boolean;
}

/** Any text, any text without a colon, any one character; other tokens are UTF-16 code units. */
const ANY = -1;
const ANY_IN_PART = -2;
const ONE = -3;

const VARIABLE = /\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}/gu;

/**
 * Compiles a pattern once, to be matched often.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compilePattern(text: string, options: PatternOptions): Pattern {
  if (options.variables && text.includes('${')) return withVariables(text, options);
  return fixed(options.ignoreCase === true ? text.toLowerCase() : text, options);
}

/** A pattern without variables; the usual forms need no tokens. */
function fixed(text: string, options: PatternOptions): Pattern {
  const { wildcards, ignoreCase } = options;
  if (!wildcards || !/[*?]/u.test(text))
    return ignoreCase === true ? (value) => value.toLowerCase() === text : (value) => value === text;
  if (text === '*') return () => true;
  const star = text.indexOf('*');
  if (star === text.length - 1 && !text.includes('?')) {
    const start = text.slice(0, -1);
    return ignoreCase === true ? (value) => value.toLowerCase().startsWith(start) : (value) => value.startsWith(start);
  }
  const tokens = tokensOf(text, options);
  return (value) => matches(tokens, ignoreCase === true ? value.toLowerCase() : value);
}

/** A pattern whose variables are filled in at each match: wildcards in their values are plain characters. */
function withVariables(text: string, options: PatternOptions): Pattern {
  return (value, context) => {
    const tokens: number[] = [];
    let end = 0;
    for (const found of text.matchAll(VARIABLE)) {
      const [whole, key = '', fallback] = found;
      tokens.push(...tokensOf(text.slice(end, found.index), options, text.slice(found.index)));
      const given = '*?$'.includes(key) && key.length === 1 ? key : (singleValue(context, key) ?? fallback);
      // A key that is not there leaves the pattern without a match.
      if (given === undefined) return false;
      for (let at = 0; at < given.length; at += 1) tokens.push(given.charCodeAt(at));
      end = found.index + whole.length;
    }
    tokens.push(...tokensOf(text.slice(end), options));
    if (options.ignoreCase !== true) return matches(tokens, value);
    return matches(
      tokens.map((token) => (token < 0 ? token : String.fromCharCode(token).toLowerCase().charCodeAt(0))),
      value.toLowerCase(),
    );
  };
}

/** Keys with several values cannot be used as variables. */
function singleValue(context: ContextKeys, key: string): string | undefined {
  const value = context(key.toLowerCase());
  return typeof value === 'string' ? value : undefined;
}

function tokensOf(text: string, { wildcards, arn }: PatternOptions, rest = ''): number[] {
  const tokens: number[] = [];
  let colons = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === ':') colons += 1;
    if (wildcards && character === '?') tokens.push(ONE);
    else if (wildcards && character === '*') {
      const next = text.charAt(at + 1) || rest.charAt(0);
      tokens.push(arn === true && colons < 5 && next !== '' && next !== ':' ? ANY_IN_PART : ANY);
    } else tokens.push(text.charCodeAt(at));
  }
  return tokens;
}

/** Follows all ways to match at once, so that no pattern takes long. */
function matches(tokens: readonly number[], text: string): boolean {
  let states = reach(tokens, [0]);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const next: number[] = [];
    for (const state of states) {
      const token = tokens[state];
      if (token === ANY || (token === ANY_IN_PART && unit !== COLON)) push(next, state);
      else if (token === ONE || token === unit) push(next, state + 1);
    }
    if (next.length === 0) return false;
    states = reach(tokens, next);
  }
  return states.includes(tokens.length);
}

const COLON = 58;

/** The states with those that an empty `*` leads to. */
function reach(tokens: readonly number[], states: number[]): number[] {
  for (let index = 0; index < states.length; index += 1) {
    const state = states[index] as number;
    const token = tokens[state];
    if (token === ANY || token === ANY_IN_PART) push(states, state + 1);
  }
  return states;
}

function push(states: number[], state: number): void {
  if (!states.includes(state)) states.push(state);
}
