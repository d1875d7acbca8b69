import { IGNORED_MEMBERS, inputRules, NOT_AN_OBJECT, QUOTED_CHARACTERS, UNKNOWN_MEMBER } from '../input-rules.ts';

/** Members with the same rule share what it says, in a variable. */
const rules = [...new Set(Object.values(inputRules))].map((rule, index) => ({
  test: `$must(/${rule.pattern}/, '${rule.be}')`,
  variable: `$r${index}`,
  members: Object.keys(inputRules).filter((member) => inputRules[member] === rule),
}));

const shared = rules.filter(({ members }) => members.length > 1).map(({ variable, test }) => `${variable} := ${test};`);

const requirements = rules.flatMap(({ test, variable, members }) =>
  members.map((member) => `'${member}': ${members.length > 1 ? variable : test}`),
);

/** An expression for what is wrong with the input: `member: what would be right, was that; …`, empty when nothing is. Never fails. */
export const inputIssues: string = `$type($states.input) != 'object' ? '$: ${NOT_AN_OBJECT}' :
  '' & $join($each($states.input, function($v, $k) {(
    $text := $string($v);
    $must := function($pattern, $be) {
      $contains($type($v) & ':' & $text, $pattern) ? '' : 'must be ' & $be & ', was ' & $substring($text, 0, ${QUOTED_CHARACTERS})
    };
    ${shared.join(' ')}
    $issue := $v = null or $contains($k, /${IGNORED_MEMBERS}/) ? '' :
      [$lookup({${requirements.join(', ')}}, $k), '${UNKNOWN_MEMBER}'][0];
    $issue != '' ? $k & ': ' & $issue
  )}), '; ')`;
