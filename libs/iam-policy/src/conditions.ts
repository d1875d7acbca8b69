import { CONDITION_OPERATORS, type ConditionOperator, type ValueTest } from './condition-operators.ts';
import type { ContextKeys } from './context-keys.ts';
import { type ConditionBlock, many } from './policy-document.ts';

/** Whether a request satisfies a statement's conditions. */
export type ConditionTest = (context: ContextKeys) => boolean;

/**
 * Compiles a Condition block: all of its operators and keys must hold, of a key's values one.
 *
 * An operator that IAM does not have is refused where policies are kept; here it never holds.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function compileConditions(block: ConditionBlock | undefined, variables: boolean): ConditionTest {
  const tests = Object.entries(block ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) =>
      compileCondition(operator, key.toLowerCase(), many(values).map(String), variables),
    ),
  );
  if (tests.length === 0) return () => true;
  return (context) => tests.every((test) => test(context));
}

/** The parts of a condition operator's name, e.g. of `ForAnyValue:StringLikeIfExists`. */
export interface OperatorName {
  /** The set operator. */
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  /** The operator in lower case, e.g. `stringlike`. */
  readonly operator: string;
  /** True for the suffix `IfExists`: the condition holds where the key is missing. */
  readonly ifExists: boolean;
}

/**
 * Parses the name of a condition operator. Returns undefined for a name that IAM does not have.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseOperator(name: string): OperatorName | undefined {
  const match = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/iu.exec(name);
  if (match === null) return undefined;
  const operator = (match[2] as string).toLowerCase();
  if (operator !== 'null' && !CONDITION_OPERATORS.has(operator)) return undefined;
  if (operator === 'null' && match[3] !== undefined) return undefined;
  const set = match[1]?.toLowerCase();
  return {
    set: set === undefined ? undefined : set === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue',
    operator,
    ifExists: match[3] !== undefined,
  };
}

function compileCondition(name: string, key: string, values: readonly string[], variables: boolean): ConditionTest {
  const parsed = parseOperator(name);
  if (parsed === undefined) return () => false;
  const { set, operator, ifExists } = parsed;
  if (operator === 'null') {
    return (context) => values.some((value) => (context(key) === undefined) === (value.toLowerCase() === 'true'));
  }
  const { compile, negated } = CONDITION_OPERATORS.get(operator) as ConditionOperator;
  const tests = values.map((value) => compile(value, variables));
  const holds = (value: string, context: ContextKeys): boolean => anyHolds(tests, value, context) !== negated;
  return (context) => {
    const given = context(key);
    const found = given === undefined ? [] : typeof given === 'string' ? [given] : given;
    if (found.length === 0) return ifExists || set === 'ForAllValues' || (negated && set === undefined);
    // Without a set operator, a key with several values matches by any of them, and does not match by none.
    const all = set === 'ForAllValues' || (set === undefined && negated);
    return all ? found.every((value) => holds(value, context)) : found.some((value) => holds(value, context));
  };
}

function anyHolds(tests: readonly ValueTest[], value: string, context: ContextKeys): boolean {
  return tests.some((test) => test(value, context));
}
