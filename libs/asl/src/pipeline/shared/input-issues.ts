import {
  IGNORED_MEMBERS,
  type InputRule,
  type InputRules,
  MISSING_MEMBER,
  NOT_AN_OBJECT,
  QUOTED_CHARACTERS,
  UNKNOWN_MEMBER,
} from '../input-rules.ts';

/**
 * An expression for the issues of an execution's input: `member: what would be right, was that; …`, empty where the input is valid. It never
 * fails. Its names are short, since the definition has a limit: `$t` is a member's text, `$m` what it must match, `$i` the issue.
 */
export function inputIssues(rules: InputRules): string {
  const members = Object.keys(rules);
  // Members with the same rule share its test, in a variable.
  const shared = [...new Set(Object.values(rules))].map((rule, index) => ({
    test: testOf(rule),
    variable: `$r${index}`,
    members: members.filter((member) => rules[member] === rule),
  }));
  const variables = shared.filter((rule) => rule.members.length > 1).map(({ variable, test }) => `${variable} := ${test};`);
  const requirements = shared.flatMap((rule) =>
    rule.members.map((member) => `'${member}': ${rule.members.length > 1 ? rule.variable : rule.test}`),
  );
  const required = members.filter((member) => rules[member]?.required);
  const missing = `$map([${required.map((member) => `'${member}'`).join(', ')}], function($k) {
    $lookup($states.input, $k) = null or $not($exists($lookup($states.input, $k))) ? $k & ': ${MISSING_MEMBER}'
  })`;
  const wrong = `$each($states.input, function($v, $k) {(
    $t := $string($v);
    $m := function($p, $b) {
      $contains($type($v) & ':' & $t, $p) ? '' : 'must be ' & $b & ', was ' & $substring($t, 0, ${QUOTED_CHARACTERS})
    };
    ${variables.join(' ')}
    $i := $v = null or $contains($k, /${IGNORED_MEMBERS}/) ? '' :
      [$lookup({${requirements.join(', ')}}, $k), '${UNKNOWN_MEMBER}'][0];
    $i ? $k & ': ' & $i
  )})`;
  const issues = required.length === 0 ? wrong : `$append(${missing}, ${wrong})`;
  return `$type($states.input) != 'object' ? '$: ${NOT_AN_OBJECT}' : '' & $join(${issues}, '; ')`;
}

function testOf({ pattern, be, machineCheck }: InputRule): string {
  const test = `$m(/${pattern}/, '${be}')`;
  if (machineCheck === undefined) return test;
  const { condition, message } = machineCheck;
  return `($i := ${test}; $i or ${condition} ? $i : '${message}')`;
}
