import { IGNORED_MEMBERS, type InputRule, inputRules, NOT_AN_OBJECT, QUOTED_CHARACTERS, UNKNOWN_MEMBER } from '../input-rules.ts';

/** Tests that never fail, whatever `$v` is: the type first, then the rest. */
const tests = `
  $is := function($v, $pattern) { $type($v) = 'string' ? $contains($v, $pattern) : false };
  $in := function($v, $from, $to) { $type($v) = 'number' ? $v >= $from and $v <= $to : false };`;

/** An expression for whether `$v` follows a rule. */
function follows(rule: InputRule): string {
  switch (rule.type) {
    case 'string':
      return `$is($v, /${rule.pattern}/)`;
    case 'number':
      return `$in($v, ${rule.minimum}, ${rule.maximum})${rule.integer ? ' ? $floor($v) = $v : false' : ''}`;
    case 'boolean':
      return `$type($v) = 'boolean'`;
    case 'map':
      return `$type($v) = 'object' ? $count($keys($v)) < 100 and $not($exists($sift($v, function($x, $n) {
        $type($x) in ['string','number','boolean'] ? $length($string($x)) > 2500 or $length($n) > 256 : true
      }))) : false`;
  }
}

function checks(): string {
  const members = new Map<InputRule, string[]>();
  for (const [member, rule] of Object.entries(inputRules)) members.set(rule, [...(members.get(rule) ?? []), `'${member}'`]);
  return [...members]
    .map(([rule, [first, ...rest]]) => {
      const isIt = rest.length === 0 ? `$k = ${first}` : `$k in [${[first, ...rest].join(',')}]`;
      return `${isIt} ? ((${follows(rule)}) ? '' : '${rule.must}')`;
    })
    .join(' : ');
}

/** An expression for what is wrong with the input: `member: what would be right, was that; …`, empty when nothing is. Never fails. */
export const inputIssues: string = `$type($states.input) != 'object' ? '$: ${NOT_AN_OBJECT}' : (
  ${tests}
  '' & $join($each($states.input, function($v, $k) {(
    $must := $v = null or $contains($k, /${IGNORED_MEMBERS}/) ? '' : ${checks()} : '?';
    $must = '' ? [] : $k & ': ' & ($must = '?' ? '${UNKNOWN_MEMBER}' : $must & ', was ' & $substring($string($v), 0, ${QUOTED_CHARACTERS}))
  )}), '; ')
)`;
