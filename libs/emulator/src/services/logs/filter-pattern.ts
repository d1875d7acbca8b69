import { notServed } from '../../core/aws-error.ts';
import { invalidParameter } from './errors.ts';

/**
 * A test for messages from a filter pattern of terms: all plain terms, at least one of those with `?`, none of those with `-`;
 * `"several words"` and `%regular expressions%` are terms too.
 *
 * @throws AwsError for patterns on JSON or on fields, which are not served
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileFilterPattern(pattern: string | undefined): (message: string) => boolean {
  const text = pattern?.trim() ?? '';
  if (text === '') return () => true;
  if (text.startsWith('{') || text.startsWith('[')) throw notServed('CloudWatch Logs filter patterns on JSON or fields');
  const every: ((message: string) => boolean)[] = [];
  const some: ((message: string) => boolean)[] = [];
  for (const [, sign = '', regex, quoted, plain] of text.matchAll(/([?-]?)(?:%([^%]*)%|"((?:[^"\\]|\\.)*)"|(\S+))/gu)) {
    const term = regex === undefined ? contains((quoted?.replaceAll(/\\(.)/gu, '$1') ?? plain) as string) : matches(regex);
    if (sign === '?') some.push(term);
    else every.push(sign === '-' ? (message) => !term(message) : term);
  }
  // Optional terms count for nothing beside terms that are required.
  if (every.length > 0) return (message) => every.every((term) => term(message));
  return (message) => some.some((term) => term(message));
}

function contains(term: string): (message: string) => boolean {
  return (message) => message.includes(term);
}

function matches(source: string): (message: string) => boolean {
  try {
    const regex = new RegExp(source, 'u');
    return (message) => regex.test(message);
  } catch {
    throw invalidParameter('Invalid filter pattern');
  }
}
