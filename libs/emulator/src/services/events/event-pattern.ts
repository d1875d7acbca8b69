import { AwsError } from '../../core/aws-error.ts';
import { compilePattern } from '../../delivery/event-pattern.ts';

/** Compiles the pattern of a request. @throws AwsError `InvalidEventPatternException` */
export function checkPattern(pattern: string): ReturnType<typeof compilePattern> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(pattern);
  } catch {
    throw invalidPattern('it is not valid JSON');
  }
  try {
    return compilePattern(parsed);
  } catch (error) {
    throw invalidPattern((error as Error).message);
  }
}

function invalidPattern(reason: string): AwsError {
  return new AwsError({ code: 'InvalidEventPatternException', message: `Event pattern is not valid. Reason: ${reason}` });
}
