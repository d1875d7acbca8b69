import { IGNORED_MEMBERS, type InputRule, inputRules, NOT_AN_OBJECT, QUOTED_CHARACTERS, UNKNOWN_MEMBER } from '../input-rules.ts';

/** An expression that is empty when `$v` follows a rule, and otherwise says what `$v` must be. None can fail, whatever `$v` is. */
function requirement(rule: InputRule): string {
  switch (rule.type) {
    case 'string':
      return `$text($v, /${rule.pattern}/, '${rule.be}')`;
    case 'number':
      return `$within($v, ${rule.minimum}, ${rule.maximum}${rule.integer ? ', true' : ''})`;
    case 'boolean':
      return `$type($v) = 'boolean' ? '' : '${rule.be}'`;
    case 'map':
      return `($type($v) = 'object' ? $count($keys($v)) < 100 and
        $not($exists($sift($v, function($x) { $not($type($x) in ['string', 'number', 'boolean']) })))) ? '' : '${rule.be}'`;
  }
}

/** Members with the same rule, and the variable that holds what it says. */
const rules = [...new Set(Object.values(inputRules))].map((rule, index) => ({
  rule,
  variable: `$r${index}`,
  members: Object.keys(inputRules).filter((member) => inputRules[member] === rule),
}));

const shared = rules.filter(({ members }) => members.length > 1);

const requirements = rules.flatMap(({ rule, variable, members }) =>
  members.map((member) => `'${member}': ${members.length > 1 ? variable : requirement(rule)}`),
);

/** An expression for what is wrong with the input: `member: what would be right, was that; …`, empty when nothing is. Never fails. */
export const inputIssues: string = `$type($states.input) != 'object' ? '$: ${NOT_AN_OBJECT}' : (
  $text := function($v, $pattern, $be) { ($type($v) = 'string' ? $contains($v, $pattern)) ? '' : $be };
  $within := function($v, $from, $to, $whole) {
    ($type($v) = 'number' ? $v >= $from and $v <= $to and ($whole ? $floor($v) = $v : true)) ? '' :
      ($whole ? 'a whole' : 'a') & ' number from ' & $from & ' to ' & $to
  };
  '' & $join($each($states.input, function($v, $k) {(
    ${shared.map(({ rule, variable }) => `${variable} := ${requirement(rule)};`).join(' ')}
    $be := $v = null or $contains($k, /${IGNORED_MEMBERS}/) ? '' : [$lookup({${requirements.join(', ')}}, $k), '?'][0];
    $be != '' ? $k & ': ' & ($be = '?' ? '${UNKNOWN_MEMBER}' : 'must be ' & $be & ', was ' & $substring($string($v), 0, ${QUOTED_CHARACTERS}))
  )}), '; ')
)`;
