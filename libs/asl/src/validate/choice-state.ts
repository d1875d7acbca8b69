import { isJsonata } from '../language/jsonata.ts';
import { checkAtMostOne, checkedEntries, checkKnown, checkPath, checkRequired, checkString } from './field-checks.ts';
import { checkOtherLanguage } from './fields.ts';
import { isObject, type JsonObject } from './json.ts';
import type { QueryLanguage, Scope } from './scope.ts';
import { isTimestamp } from './wait-state.ts';

const COMPARISONS = ['Equals', 'LessThan', 'GreaterThan', 'LessThanEquals', 'GreaterThanEquals'];
const OPERATORS: readonly string[] = [
  ...['String', 'Numeric'].flatMap(withPaths),
  'BooleanEquals',
  'BooleanEqualsPath',
  ...withPaths('Timestamp'),
  'StringMatches',
  'IsNull',
  'IsPresent',
  'IsNumeric',
  'IsString',
  'IsBoolean',
  'IsTimestamp',
];
const COMBINATORS = ['And', 'Or', 'Not'];
const NESTED_FIELDS: ReadonlySet<string> = new Set([...COMBINATORS, ...OPERATORS, 'Variable', 'Comment']);
const RULE_FIELDS: Readonly<Record<QueryLanguage, ReadonlySet<string>>> = {
  JSONPath: new Set([...NESTED_FIELDS, 'Next', 'Assign']),
  JSONata: new Set(['Comment', 'Next', 'Assign', 'Condition', 'Output']),
};

function withPaths(kind: string): readonly string[] {
  return COMPARISONS.flatMap((name) => [`${kind}${name}`, `${kind}${name}Path`]);
}

/** Checks a Choice state's rules; where they lead is checked with the other transitions. */
export function checkChoiceState(state: JsonObject, language: QueryLanguage, location: string, scope: Scope): void {
  const { diagnostics } = scope;
  checkString(state, 'Default', location, diagnostics);
  for (const [index, rule] of checkedEntries(state, 'Choices', location, diagnostics).entries()) {
    const at = `${location}/Choices[${index}]`;
    if (!isObject(rule)) {
      diagnostics.schema(at, 'Expected value of type [OBJECT]');
      continue;
    }
    checkRequired(rule, language === 'JSONata' ? ['Condition', 'Next'] : ['Next'], at, diagnostics);
    checkOtherLanguage(rule, language, RULE_FIELDS, at, diagnostics);
    checkString(rule, 'Next', at, diagnostics);
    if (language === 'JSONata') {
      const { Condition: condition } = rule;
      if (condition !== undefined && typeof condition !== 'boolean' && !isJsonata(condition))
        diagnostics.schema(`${at}/Condition`, 'JSONata string must start with {% and end with %}');
    } else {
      checkTest(rule, at, scope);
    }
  }
}

/** Checks one JSONPath test and those inside it. */
function checkTest(rule: JsonObject, at: string, scope: Scope): void {
  const { diagnostics } = scope;
  const kinds = [...COMBINATORS, 'Variable'].filter((name) => rule[name] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1)
    return diagnostics.schema(at, 'The object must have only one of the following fields, [And, Or, Not, Variable, Condition]');
  if (kind === 'Variable') return checkComparison(rule, at, scope);
  const nested: [unknown, string][] =
    kind === 'Not'
      ? [[rule['Not'], `${at}/Not`]]
      : checkedEntries(rule, kind, at, diagnostics).map((inner, index) => [inner, `${at}/${kind}[${index}]`]);
  for (const [inner, place] of nested) {
    if (!isObject(inner)) {
      diagnostics.schema(place, 'Expected value of type [OBJECT]');
      continue;
    }
    checkKnown(inner, NESTED_FIELDS, place, diagnostics);
    checkTest(inner, place, scope);
  }
}

function checkComparison(rule: JsonObject, at: string, scope: Scope): void {
  const { diagnostics } = scope;
  checkVariable(rule['Variable'], `${at}/Variable`, scope);
  const [operator, ...more] = OPERATORS.filter((name) => rule[name] !== undefined);
  if (operator === undefined)
    return diagnostics.schema(at, `This object should have only one of the following fields: [${OPERATORS.join(', ')}]`);
  if (more.length > 0) return checkAtMostOne(rule, OPERATORS, at, diagnostics);
  if (operator.endsWith('Path')) checkPath(rule, operator, at, scope);
  else checkOperand(rule[operator], operator, `${at}/${operator}`, scope);
}

function checkVariable(variable: unknown, at: string, { diagnostics, syntax }: Scope): void {
  if (typeof variable !== 'string') diagnostics.schema(at, 'Expected value of type [STRING]');
  else if (!variable.startsWith('$'))
    diagnostics.schema(at, "Value is not a Reference Path: Reference path didn't start with '$'");
  else if (!syntax.isPath(variable)) diagnostics.schema(at, 'Value must be a valid JSONPath.');
}

function checkOperand(value: unknown, operator: string, at: string, { diagnostics }: Scope): void {
  const type =
    operator.startsWith('Is') || operator.startsWith('Boolean')
      ? 'boolean'
      : operator.startsWith('Numeric')
        ? 'number'
        : 'string';
  if (typeof value !== type) diagnostics.schema(at, `Expected value of type [${type.toUpperCase()}]`);
  else if (operator.startsWith('Timestamp') && !isTimestamp(value as string))
    diagnostics.schema(at, 'String does not match RFC3339 timestamp');
}
