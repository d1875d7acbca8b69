import { parseArn } from '../../core/arn.ts';
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
  const identifier = logGroupName ?? logGroupIdentifier;
  if (identifier === undefined) throw invalidParameter('LogGroup name or LogGroup ARN must be specified.');
  return store.group(region, nameOf(identifier));
}

/** A log group's name, from its ARN (with or without `:*`) or from itself. */
export function nameOf(identifier: string): string {
  const match = /^log-group:([^:]+)(?::\*)?$/u.exec(parseArn(identifier)?.resource ?? '');
  return match?.[1] ?? identifier;
}
