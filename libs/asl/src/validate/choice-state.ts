import { checkKnown, checkPath, checkRequired } from './field-checks.ts';
import { isJsonata, isObject, type JsonObject } from './json.ts';
import { checkPayloadTemplate } from './payload-template.ts';
import type { QueryLanguage, Scope } from './scope.ts';

const COMPARISONS = ['Equals', 'GreaterThan', 'GreaterThanEquals', 'LessThan', 'LessThanEquals'];
const OPERATORS: ReadonlySet<string> = new Set([
  'BooleanEquals',
  'BooleanEqualsPath',
  ...['Numeric', 'String', 'Timestamp'].flatMap((kind) =>
    COMPARISONS.flatMap((name) => [`${kind}${name}`, `${kind}${name}Path`]),
  ),
  'StringMatches',
  'IsBoolean',
  'IsNull',
  'IsNumeric',
  'IsPresent',
  'IsString',
  'IsTimestamp',
]);
const COMBINATORS = ['And', 'Or', 'Not'];
const RULE_FIELDS = ['Comment', 'Next', 'Assign'];

/** Checks a Choice state's rules; where they lead is checked with the other transitions. */
export function checkChoiceState(state: JsonObject, language: QueryLanguage, location: string, { diagnostics }: Scope): void {
  const choices = state['Choices'];
  if (choices === undefined) return;
  if (!Array.isArray(choices) || choices.length === 0)
    return diagnostics.schema(`${location}/Choices`, 'Expected a non-empty array of choice rules');
  for (const [index, rule] of choices.entries()) {
    const at = `${location}/Choices[${index}]`;
    if (!isObject(rule)) {
      diagnostics.schema(at, 'Expected value of type Object');
      continue;
    }
    if (language === 'JSONata') {
      checkKnown(rule, new Set([...RULE_FIELDS, 'Condition', 'Output']), at, diagnostics);
      checkRequired(rule, ['Condition', 'Next'], at, diagnostics);
      const condition = rule['Condition'];
      if (condition !== undefined && typeof condition !== 'boolean' && !isJsonata(condition)) {
        diagnostics.schema(`${at}/Condition`, 'Value must be a boolean or a JSONata expression');
      }
    } else {
      checkRequired(rule, ['Next'], at, diagnostics);
      checkPayloadTemplate(rule['Assign'], `${at}/Assign`, diagnostics);
      checkRule(rule, at, diagnostics, new Set(RULE_FIELDS));
    }
  }
}

/** Checks one JSONPath rule and the rules inside it. */
function checkRule(rule: JsonObject, at: string, diagnostics: Scope['diagnostics'], extra: ReadonlySet<string>): void {
  const combinators = COMBINATORS.filter((name) => rule[name] !== undefined);
  const operators = Object.keys(rule).filter((name) => OPERATORS.has(name));
  const known = new Set([...extra, ...COMBINATORS, ...OPERATORS, 'Variable', 'Comment']);
  checkKnown(rule, known, at, diagnostics);
  if (combinators.length + operators.length !== 1) {
    return diagnostics.schema(at, 'A choice rule needs exactly one comparison operator, or one of [And, Or, Not]');
  }
  if (operators.length === 1) {
    checkRequired(rule, ['Variable'], at, diagnostics);
    checkPath(rule, 'Variable', at, diagnostics);
    const operator = operators[0] as string;
    if (operator.endsWith('Path')) checkPath(rule, operator, at, diagnostics);
    else checkOperand(rule[operator], operator, `${at}/${operator}`, diagnostics);
    return;
  }
  const name = combinators[0] as string;
  const inner = rule[name];
  const rules = name === 'Not' ? [inner] : inner;
  if (!Array.isArray(rules) || rules.length === 0)
    return diagnostics.schema(`${at}/${name}`, 'Expected a non-empty array of choice rules');
  for (const [index, nested] of rules.entries()) {
    const place = name === 'Not' ? `${at}/Not` : `${at}/${name}[${index}]`;
    if (isObject(nested)) checkRule(nested, place, diagnostics, new Set());
    else diagnostics.schema(place, 'Expected value of type Object');
  }
}

function checkOperand(value: unknown, operator: string, at: string, diagnostics: Scope['diagnostics']): void {
  const expected =
    operator.startsWith('Is') || operator.startsWith('Boolean')
      ? 'Boolean'
      : operator.startsWith('Numeric')
        ? 'Number'
        : 'String';
  if (typeof value !== expected.toLowerCase()) diagnostics.schema(at, `Expected value of type ${expected}`);
}
