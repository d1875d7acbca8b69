import type { Json } from '../json.ts';
import type { parsePath } from '../json-path/parse-path.ts';
import { Reader } from './reader.ts';
import type { ChoiceRule, ChoiceTest } from './state-node.ts';

/** The operators of JSONPath's Choice rules; those that compare have a twin ending in `Path`. */
export const CHOICE_OPERATORS: ReadonlySet<string> = new Set([
  ...['Boolean', 'Numeric', 'String', 'Timestamp'].map((type) => `${type}Equals`),
  ...['Numeric', 'String', 'Timestamp'].flatMap((type) =>
    ['GreaterThan', 'GreaterThanEquals', 'LessThan', 'LessThanEquals'].map((operator) => type + operator),
  ),
  ...['IsBoolean', 'IsNull', 'IsNumeric', 'IsPresent', 'IsString', 'IsTimestamp', 'StringMatches'],
]);

/** Reads the rules of a Choice state. */
export function parseChoiceRules(state: Reader): ChoiceRule[] {
  return state.list('Choices').map((rule, i) => {
    const reader = new Reader(rule, `${state.pointer}/Choices/${i}`, state.language);
    if (state.language === 'JSONata' && !reader.has('Condition')) throw reader.wrong('Condition', 'is required');
    return {
      test: state.language === 'JSONPath' ? parseTest(reader) : undefined,
      condition: reader.jsonata('Condition', `Choices[${i}]/Condition`),
      next: reader.text('Next'),
      output: reader.jsonata('Output', `Choices[${i}]/Output`),
      assign: reader.assign(`Choices[${i}]/Assign`),
    };
  });
}

function parseTest(rule: Reader): ChoiceTest {
  for (const [field, kind] of [
    ['And', 'and'],
    ['Or', 'or'],
  ] as const) {
    if (!rule.has(field)) continue;
    const tests = rule
      .list(field)
      .map((inner, i) => parseTest(new Reader(inner, `${rule.pointer}/${field}/${i}`, rule.language)));
    return { kind, tests };
  }
  if (rule.has('Not')) return { kind: 'not', test: parseTest(rule.inner('Not')) };
  for (const [field, value] of Object.entries(rule.object)) {
    if (CHOICE_OPERATORS.has(field)) return comparison(rule, field, { value });
    if (field.endsWith('Path') && CHOICE_OPERATORS.has(field.slice(0, -4))) {
      return comparison(rule, field.slice(0, -4), { path: parseOperandPath(rule, field, value) });
    }
  }
  throw rule.wrong('', 'expected an operator such as StringEquals, And, Or, Not');
}

function comparison(rule: Reader, operator: string, operand: (ChoiceTest & { kind: 'compare' })['operand']): ChoiceTest {
  const variable = rule.path('Variable');
  if (variable === undefined || variable === null) throw rule.wrong('Variable', 'is required');
  return { kind: 'compare', variable, operator, operand };
}

function parseOperandPath(rule: Reader, field: string, value: Json): ReturnType<typeof parsePath> {
  if (typeof value !== 'string') throw rule.wrong(field, 'expected a path');
  return rule.path(field) as ReturnType<typeof parsePath>;
}
