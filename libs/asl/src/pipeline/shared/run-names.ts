/**
 * An expression for a hash of the execution's ARN and start time, in base 36: at most 9 characters. It is a polynomial, since `$hash` is
 * missing in some implementations of Step Functions that run these machines.
 */
const executionHash = `$formatBase($reduce(
  $split($lowercase($states.context.Execution.Id & $states.context.Execution.StartTime), ''),
  function($h, $c) { ($h * 131 + $length($substringBefore('abcdefghijklmnopqrstuvwxyz0123456789', $c))) % 35184372088777 }, 7), 36)`;

/**
 * An expression for the start of a block that defines `$name(given, default)`: a name that SageMaker accepts, made of at most 40 characters
 * of a text, with a hyphen for every other character, and the execution's hash; 50 characters in all.
 */
export const defineName: string = `$e := '-' & ${executionHash};
  $name := function($g, $d) {
    $replace($trim($substring($trim($replace($g ? $g : $d, /[^a-zA-Z0-9]+/, ' ')), 0, 40)), ' ', '-') & $e
  };`;
