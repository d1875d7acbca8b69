/** The condition of a Choice rule on one line: JSONata as it is, JSONPath comparisons in words. */
export function conditionText(rule: object): string {
  const { Condition, Variable, And, Or, Not, ...rest } = rule as Record<string, unknown>;
  if (Condition !== undefined)
    return String(Condition)
      .replace(/^\{%\s*|\s*%\}$/g, '')
      .replace(/\s+/g, ' ');
  if (Array.isArray(And)) return And.map((one) => conditionText(one as object)).join(' and ');
  if (Array.isArray(Or)) return Or.map((one) => conditionText(one as object)).join(' or ');
  if (Not !== undefined) return `not (${conditionText(Not as object)})`;
  const [operator, value] = Object.entries(rest).find(([name]) => !NOT_OPERATORS.has(name)) ?? ['', ''];
  return `${Variable} ${operator} ${JSON.stringify(value)}`;
}

const NOT_OPERATORS = new Set(['Next', 'Assign', 'Output', 'Comment']);
