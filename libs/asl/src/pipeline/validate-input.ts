import {
  IGNORED_MEMBERS,
  type InputRules,
  MISSING_MEMBER,
  NOT_AN_OBJECT,
  QUOTED_CHARACTERS,
  UNKNOWN_MEMBER,
} from './input-rules.ts';

/** A problem of an input, with its place. */
export interface InputIssue {
  /** The member, or `$` for the whole input. */
  readonly path: string;
  /** Expected and actual value. */
  readonly message: string;
}

/** Checks an input by the rules of a machine's first state, with the same messages. Returns every issue. */
export function validateInput(rules: InputRules, input: unknown): readonly InputIssue[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return [{ path: '$', message: NOT_AN_OBJECT }];
  const given = new Map(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));
  const missing = Object.keys(rules)
    .filter((path) => rules[path]?.required && !given.has(path))
    .map((path) => ({ path, message: MISSING_MEMBER }));
  const wrong = [...given].flatMap(([path, value]: [string, unknown]): InputIssue[] => {
    if (new RegExp(IGNORED_MEMBERS).test(path)) return [];
    const rule = Object.hasOwn(rules, path) ? rules[path] : undefined;
    if (rule === undefined) return [{ path, message: UNKNOWN_MEMBER }];
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
    if (new RegExp(rule.pattern).test(`${typeOf(value)}:${text}`)) return [];
    return [{ path, message: `must be ${rule.be}, was ${text.slice(0, QUOTED_CHARACTERS)}` }];
  });
  return [...missing, ...wrong];
}

/** The type by the names that JSONata has for them. */
function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
