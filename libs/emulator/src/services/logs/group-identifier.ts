import { invalidParameter } from './errors.ts';
import type { LogGroup, LogStore } from './log-store.ts';

/** The group that an input names: by its name, or by its ARN or name as an identifier. @throws AwsError `ResourceNotFoundException` */
export function groupOf(
  store: LogStore,
  region: string,
  input: { readonly logGroupName?: string | undefined; readonly logGroupIdentifier?: string | undefined },
): LogGroup {
  const { logGroupName, logGroupIdentifier } = input;
  if (logGroupName !== undefined && logGroupIdentifier !== undefined)
    throw invalidParameter('LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  return store.group(region, nameOf(logGroupName ?? logGroupIdentifier));
}

/** A log group's name, from its ARN (with or without `:*`) or from itself. */
export function nameOf(identifier: string | undefined): string {
  const match = /^arn:aws[\w-]*:logs:[\w-]+:\d{12}:log-group:([^:]+)(?::\*)?$/u.exec(identifier ?? '');
  return match?.[1] ?? identifier ?? '';
}
